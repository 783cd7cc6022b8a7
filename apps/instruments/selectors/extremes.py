"""Closes beyond all closes of the year before."""

from datetime import datetime, timedelta
from typing import Final

from numpy.lib.stride_tricks import sliding_window_view

from apps.instruments.answers import NewExtreme, Side
from apps.instruments.calendars import days_after
from apps.instruments.selectors.bars import daily_bars
from apps.instruments.types import Bars, Instrument

YEAR: Final = 252
"""Sessions before a close that it is compared with."""
_DAYS_OF_YEAR: Final = timedelta(days=400)


def newest_extreme(*, instrument: Instrument, since: datetime) -> NewExtreme | None:
    """Return the newest close after a moment that is beyond the 252 closes before it.

    Closes are adjusted for splits and dividends. None where there is no such close, or fewer
    closes before it; a close that equals an earlier one is no extreme.
    """
    bars = daily_bars(instrument=instrument, start=since.date() - _DAYS_OF_YEAR)
    if len(bars) <= YEAR:
        return None
    before = sliding_window_view(bars.close[:-1], YEAR)
    close = bars.close[YEAR:]
    highs, lows = close > before.max(axis=1), close < before.min(axis=1)
    kept = days_after(instrument, bars.dates[YEAR:], highs | lows, since)
    if not kept:
        return None
    place = kept[-1]
    side: Side = "high" if highs[place] else "low"
    same = highs if side == "high" else lows
    return _extreme(instrument, bars, YEAR + place, side, count=int(same[kept].sum()))


def _extreme(
    instrument: Instrument, bars: Bars, place: int, side: Side, *, count: int
) -> NewExtreme:
    return NewExtreme(
        symbol=instrument.symbol,
        day=bars.dates[place].astype("datetime64[D]").item(),
        side=side,
        price=float(bars.close[place]),
        currency=instrument.currency,
        sessions=YEAR,
        count=count,
    )
