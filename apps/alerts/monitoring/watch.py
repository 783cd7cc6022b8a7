"""Prices and changes: evaluated at each closed second of a streaming symbol, else each day."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.alerts.evaluation import observe
from apps.alerts.histories import observation_at
from apps.alerts.selectors import active_rules
from apps.alerts.types import Kind, Observation, Question, ValueSeries
from apps.core.clock import microseconds_of
from apps.instruments.calendars import bar_closes
from apps.instruments.market_clock import feed_since
from apps.instruments.selectors import (
    bars_read,
    daily_bars,
    instrument_get,
    latest_bars,
    reference_closes,
)
from apps.instruments.types import DAY_US, MICROSECOND, BarRow, Bars, Instrument

SECOND: Final = "1s"
MINUTE: Final = "1m"
KINDS: Final[tuple[Kind, ...]] = ("price", "change")
CATCH_UP_US: Final = 600 * MICROSECOND

Floats = NDArray[np.float64]
_watched: set[str] = set()


def is_streaming(instrument: Instrument) -> bool:
    """Return whether an instrument's prices come by themselves."""
    return bool(instrument.intraday_source) and instrument.owner_id is None


def watch_prices(bar: BarRow) -> None:
    """Evaluate the price and the change that a second closed at.

    A process that has just started looks at the last minutes too: what its forerunner stored and
    did not live to look at is not lost, and what it did look at is not looked at again. While the
    feed follows a jump of a replayed market nobody looks: price and previous close do not belong
    together.
    """
    since = feed_since()
    since_us = 0 if since is None else microseconds_of(since)
    if bar.timestamp_us < since_us:
        return
    started = bar.symbol not in _watched
    _watched.add(bar.symbol)
    kinds = {rule.kind for rule in active_rules(kinds=KINDS, symbol=bar.symbol)}
    if not kinds:
        return
    instrument = instrument_get(symbol=bar.symbol)
    end_us = bar.timestamp_us + MICROSECOND
    start_us = max(since_us, end_us - CATCH_UP_US) if started else bar.timestamp_us
    bars = _settled(
        bars_read(instrument=instrument, interval=SECOND, start_us=start_us, end_us=end_us)
    )
    for kind in KINDS:
        if kind in kinds:
            observe(_observations(kind, instrument, bars))


def _observations(kind: Kind, instrument: Instrument, bars: Bars) -> list[Observation]:
    question = Question(kind, instrument.symbol, user_id=0)
    series = _series(kind, instrument, bars, SECOND)
    last = len(series) - 1
    return [observation_at(question, series, place, late=place < last) for place in range(last + 1)]


def price_history(question: Question) -> ValueSeries:
    """Return the prices that a rule on the price would have looked at."""
    return _history(question)


def change_history(question: Question) -> ValueSeries:
    """Return the changes since the previous close that a rule would have looked at."""
    return _history(question)


def _history(question: Question) -> ValueSeries:
    instrument = instrument_get(symbol=question.symbol, user_id=question.user_id)
    if is_streaming(instrument):
        return _series(question.kind, instrument, _last_day(instrument), SECOND)
    return _daily(question.kind, instrument)


def _last_day(instrument: Instrument) -> Bars:
    """Return the seconds of the last day that are kept, and minutes before them."""
    newest = [latest_bars(instrument=instrument, interval=name) for name in (SECOND, MINUTE)]
    start_us = max((int(bars.timestamps[-1]) for bars in newest if len(bars)), default=0) - DAY_US
    seconds, minutes = (
        _settled(bars_read(instrument=instrument, interval=name, start_us=start_us))
        for name in (SECOND, MINUTE)
    )
    if len(seconds):
        minutes = minutes.where(minutes.timestamps + 60 * MICROSECOND <= seconds.timestamps[0])
    return _joined(minutes, seconds)


def _joined(first: Bars, second: Bars) -> Bars:
    return Bars(
        *(np.concatenate([getattr(first, name), getattr(second, name)]) for name in Bars.__slots__)
    )


def _settled(bars: Bars) -> Bars:
    return bars.where(bars.settled & np.isfinite(bars.close))


def _series(kind: Kind, instrument: Instrument, bars: Bars, interval: str) -> ValueSeries:
    values = bars.close
    if kind == "change":
        values = _changes(
            values, reference_closes(instrument=instrument, moments_us=bars.timestamps)
        )
    return ValueSeries(interval, bars.timestamps, values, key=interval)


def _changes(prices: Floats, references: Floats) -> Floats:
    """Return changes as fractions; NaN where a price at or below zero leaves none."""
    known = (prices > 0.0) & (references > 0.0)
    return np.where(known, prices, np.nan) / np.where(known, references, np.nan) - 1.0


def _daily(kind: Kind, instrument: Instrument) -> ValueSeries:
    bars = daily_bars(instrument=instrument)
    values = bars.close
    if kind == "change" and len(values):
        values = np.r_[np.nan, _changes(values[1:], values[:-1])]
    closes = bar_closes(instrument, bars.dates.tolist())
    moments = np.array([int(close.timestamp()) * MICROSECOND for close in closes], dtype=np.int64)
    return ValueSeries("1d", moments, values, key="1d", owner_id=instrument.owner_id)
