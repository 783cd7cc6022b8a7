"""The present price of an instrument, with its honest age."""

from dataclasses import replace

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from apps.core.clock import microseconds_of
from apps.instruments.answers import QuoteShown
from apps.instruments.calendars import bar_closes
from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.intervals import SECONDS
from apps.instruments.mappers import quote_shown
from apps.instruments.market_clock import feed_now, market_now
from apps.instruments.selectors.bars import daily_bars, day_us
from apps.instruments.selectors.latest_quotes import NewestQuote, latest_quote
from apps.instruments.selectors.upkeep import is_overdue
from apps.instruments.store import actions_of, bars_columns, latest_bar
from apps.instruments.types import DAY_US, MICROSECOND, Bars, Instrument, Quote
from apps.realtime.events import Freshness
from ml.series.returns import change_fraction

_LIVE_US = 15 * MICROSECOND
_DELAYED_US = 15 * 60 * MICROSECOND
_DAILY_DELAYED_US = 5 * DAY_US  # a long weekend


def now_us(*, daily: bool = False) -> int:
    """Return the present of the intraday feed or of daily history, microseconds since 1970."""
    return microseconds_of(market_now() if daily else feed_now())


def _freshness(age_us: int, *, simulated: bool, daily: bool, private: bool) -> Freshness:
    if daily:
        if not private and settings.SIGHTLINE_MODE == "demo":
            return "demo"
        return "delayed" if age_us <= _DAILY_DELAYED_US else "stale"
    if age_us <= _LIVE_US:
        return "demo" if simulated else "live"
    return "delayed" if age_us <= _DELAYED_US and not simulated else "stale"


def _day_ago(instrument: Instrument, now: int) -> float | None:
    """Return the close 24 hours ago, or the first price held when the feed is younger."""
    bars = bars_columns(
        instrument_id=instrument.id,
        interval_s=SECONDS["5m"],
        start_us=now - DAY_US - 5 * 60 * MICROSECOND,
        end_us=now,
    )
    if not len(bars):
        return None
    old = bars.timestamps <= now - DAY_US
    return float(bars.close[old][-1]) if old.any() else float(bars.open[0])


def reference_close(*, instrument: Instrument) -> float | None:
    """Return what an intraday price is compared with.

    The last real daily close; for an instrument without daily bars (a market that never closes)
    the price 24 hours ago, or the first one held when the feed is younger than that.
    """
    daily = latest_bar(instrument_id=instrument.id, interval_s=SECONDS["1d"])
    return float(daily.close[-1]) if len(daily) else _day_ago(instrument, now_us())


def reference_closes(
    *, instrument: Instrument, moments_us: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what the price at each of some moments was compared with, as `reference_close`.

    NaN where nothing was known yet. Moments are microseconds since 1970, oldest first.
    """
    daily = daily_bars(instrument=instrument)
    if len(daily):
        closes = bar_closes(instrument, daily.dates.tolist())
        ends = np.array([int(close.timestamp()) * MICROSECOND for close in closes], dtype=np.int64)
        before = np.searchsorted(ends, moments_us, side="right") - 1
        return np.where(before < 0, np.nan, daily.close[before])
    if not len(moments_us):
        return np.empty(0)
    bars = bars_columns(
        instrument_id=instrument.id,
        interval_s=SECONDS["5m"],
        start_us=int(moments_us[0]) - DAY_US - 5 * 60 * MICROSECOND,
        end_us=int(moments_us[-1]) + 1,
    )
    if not len(bars):
        return np.full(len(moments_us), np.nan)
    before = np.searchsorted(bars.timestamps, moments_us - DAY_US, side="right") - 1
    return np.where(before < 0, bars.open[0], bars.close[before])


def _latest_intraday(instrument: Instrument) -> Bars | None:
    for interval in ("1s", "1m", "5m"):
        bars = latest_bar(instrument_id=instrument.id, interval_s=SECONDS[interval])
        if len(bars):
            return bars
    return None


def _quote(instrument: Instrument, bars: Bars, reference: float | None, *, daily: bool) -> Quote:
    price, timestamp = float(bars.close[-1]), int(bars.timestamps[-1])
    change = None if reference is None else price - reference
    simulated = instrument.simulated if daily else instrument.intraday_simulated
    return Quote(
        symbol=instrument.symbol,
        price=price,
        previous_close=reference,
        change=change,
        change_percent=change_fraction(price, reference),
        timestamp_us=timestamp,
        source=instrument.source if daily else instrument.intraday_source,
        freshness=_freshness(
            now_us(daily=daily and not instrument.private) - timestamp,
            simulated=simulated,
            daily=daily,
            private=instrument.private,
        ),
        simulated=simulated,
        currency=instrument.currency,
    )


def _provider_quote(instrument: Instrument, newest: NewestQuote, daily: Bars) -> Quote:
    reference = newest.previous_close
    if reference is None:
        before = daily.close[daily.timestamps < newest.timestamp_us - newest.timestamp_us % DAY_US]
        reference = float(before[-1]) if len(before) else None
    change = None if reference is None else newest.price - reference
    age_us = now_us() - newest.timestamp_us
    # A market that is closed has nothing new: its last price ages like a daily close.
    fresh = age_us <= _LIVE_US
    return Quote(
        symbol=instrument.symbol,
        price=newest.price,
        previous_close=reference,
        change=change,
        change_percent=change_fraction(newest.price, reference),
        timestamp_us=newest.timestamp_us,
        source=newest.provider,
        freshness=_freshness(age_us, simulated=False, daily=not fresh, private=False),
        simulated=False,
        currency=instrument.currency,
    )


def price_quote(*, instrument: Instrument) -> Quote:
    """Return the last intraday price of a streaming instrument, else the newest that is known.

    That is what a provider reported of the present session, or the last daily close.

    `change_percent` is a decimal fraction of the previous close.

    Raises
    ------
    InsufficientHistoryError
        When the instrument has no bar at all.
    """
    intraday = _latest_intraday(instrument) if instrument.intraday_source else None
    if intraday is not None:
        return _quote(instrument, intraday, reference_close(instrument=instrument), daily=False)
    daily = latest_bar(instrument_id=instrument.id, interval_s=SECONDS["1d"], limit=2)
    newest = latest_quote(instrument=instrument)
    if newest is not None and (not len(daily) or newest.timestamp_us >= daily.timestamps[-1]):
        return _provider_quote(instrument, newest, daily)
    if not len(daily):
        raise InsufficientHistoryError(instrument.symbol, observations=0, needed=1)
    reference = _close_before(instrument, daily) if len(daily) > 1 else None
    quote = _quote(instrument, daily, reference, daily=True)
    if instrument.provider and is_overdue(instrument_id=instrument.id):
        return replace(quote, freshness="stale")
    return quote


def _close_before(instrument: Instrument, daily: Bars) -> float:
    """Return the close before the newest bar, in its shares: a split is no change of price."""
    close = float(daily.close[0])
    for action in actions_of(instrument_id=instrument.id):
        if action.kind == "split" and day_us(action.ex_date) == int(daily.timestamps[-1]):
            close *= action.price_factor
    return close


def price_shown(*, instrument: Instrument) -> QuoteShown | None:
    """Return the present price as `GET /price` answers it; None while there is none."""
    try:
        return quote_shown(price_quote(instrument=instrument))
    except InsufficientHistoryError:
        return None
