"""Histories as JSON, built past every serializer: `/history` is the hottest read of the product."""

import hashlib
from dataclasses import dataclass

import numpy as np
import orjson
from numpy.typing import NDArray

from apps.core.errors import UnprocessableError
from apps.market.intervals import (
    DAILY,
    FOLD_SECONDS,
    PERIODS,
    SECONDS,
    period_start,
    stored_interval,
)
from apps.market.queries import HistoryQuery
from apps.market.selectors.bars import bars_read, day_us, group_starts
from apps.market.selectors.quotes import now_us
from apps.market.store import bar_first_last, series_version
from apps.market.types import DAY_US, MICROSECOND, Instrument, Interval
from apps.market.wire import encode_rows, encoded_read, encoded_write

MAX_BARS = 20_000
_SESSIONS = {"1d": 1, "5d": 5}
# A market without daily bars (simulated, or open around the clock) shows long ranges in hours.
_INTRADAY_DEFAULTS: dict[str, Interval] = {"1d": "1m", "5d": "5m"}


@dataclass(frozen=True, slots=True)
class History:
    """An answer of `/history`: its tag and, unless the reader has it already, its bytes."""

    etag: str
    body: bytes | None


def default_interval(instrument: Instrument, period: str) -> Interval:
    """Return the interval that a period opens at."""
    if instrument.last_bar is None:
        return _INTRADAY_DEFAULTS.get(period, "1h")
    return PERIODS[period] if instrument.intraday_source else "1d"


def bar_us(interval: Interval) -> int:
    """Return the length of an intraday bar in microseconds."""
    seconds = FOLD_SECONDS.get(interval) or SECONDS[stored_interval(interval)]
    return seconds * MICROSECOND


def _start_us(query: HistoryQuery, interval: Interval, timestamps: NDArray[np.int64]) -> int | None:
    """Return where a period begins, counted back from the last bar there is."""
    sessions = _SESSIONS.get(query.period)
    if sessions and interval in DAILY:
        return int(timestamps[-min(sessions, len(timestamps))])
    if sessions:
        size = bar_us(interval)
        return int(timestamps[-1]) // size * size - sessions * DAY_US + size
    first = period_start(query.period, timestamps[-1].astype("datetime64[us]").item().date())
    return None if first is None else day_us(first)


def _range(
    query: HistoryQuery, interval: Interval, timestamps: NDArray[np.int64]
) -> tuple[int | None, int | None]:
    if query.start_us is not None or query.end_us is not None or not len(timestamps):
        return query.start_us, query.end_us
    return _start_us(query, interval, timestamps), None


def _head(instrument: Instrument, query: HistoryQuery, interval: Interval) -> bytes:
    daily = interval in DAILY
    head = orjson.dumps(
        {
            "symbol": instrument.symbol,
            "interval": interval,
            "currency": instrument.currency,
            "adjusted": query.adjusted,
            "source": instrument.source if daily else instrument.intraday_source,
            "simulated": instrument.simulated if daily else instrument.intraday_simulated,
            "close_only": daily and not instrument.has_ohlc,
        }
    )
    return head[:-1] + b',"bars":['


def _etag(instrument: Instrument, query: HistoryQuery, interval: Interval, stamp: str) -> str:
    reach = (query.period, query.start_us, query.end_us, query.adjusted, instrument.source,
             instrument.intraday_source)  # fmt: skip
    return f'W/"{instrument.id}.{interval}.{stamp}.{_digest(repr(reach))}"'


def _digest(text: str) -> str:
    """Return a short stable digest; a tag must be the same in every process."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _stamp(interval: Interval, version: int) -> str:
    """Return what an answer stands on: the version of the rows, with the clock where bars fold.

    The last week, hour or month becomes settled by time alone, so the start of the one that runs
    now is part of it.
    """
    if interval == stored_interval(interval):
        return str(version)
    running = group_starts(np.array([now_us()], dtype=np.int64), interval)[0]
    return f"{version}.{running // MICROSECOND}"


def _daily(instrument: Instrument, query: HistoryQuery, interval: Interval, stamp: str) -> bytes:
    name = f"{instrument.id}-{interval}-{'adjusted' if query.adjusted else 'raw'}"
    series = encoded_read(name, stamp)
    if series is None:
        bars = bars_read(instrument=instrument, interval=interval, adjusted=query.adjusted)
        series = encoded_write(name, stamp, bars)
    start, end = _range(query, interval, series.timestamps)
    first = 0 if start is None else int(np.searchsorted(series.timestamps, start))
    last = len(series.timestamps)
    if end is not None:
        last = int(np.searchsorted(series.timestamps, end))
    return series.bars(first, last)


def _intraday(instrument: Instrument, query: HistoryQuery, interval: Interval) -> bytes:
    stored = stored_interval(interval)
    ends = bar_first_last(instrument_id=instrument.id, interval_s=SECONDS[stored])
    if ends is None:
        return b""
    start, end = _range(query, interval, np.array(ends, dtype=np.int64))
    bars = bars_read(
        instrument=instrument,
        interval=interval,
        start_us=start,
        end_us=end,
        limit=MAX_BARS * bar_us(interval) // bar_us(stored) + 1,
    )
    if len(bars) > MAX_BARS:
        raise UnprocessableError(
            f"That is more than {MAX_BARS} bars of {interval}. Ask for a coarser interval, a "
            "shorter period, or part of it with start and end.",
            code="too_many_bars",
        )
    return b",".join(encode_rows(bars))


def history_read(*, instrument: Instrument, query: HistoryQuery, known_etag: str = "") -> History:
    """Return the history that a query asks for.

    Parameters
    ----------
    instrument : Instrument
        Of the query's symbol, as its reader may see it.
    query : HistoryQuery
        Periods count from the last bar there is, never from today.
    known_etag : str, optional
        The reader's `If-None-Match`; when it still holds, no body is built.
    """
    interval = query.interval or default_interval(instrument, query.period)
    stored = stored_interval(interval)
    version = series_version(instrument_id=instrument.id, interval_s=SECONDS[stored])
    stamp = _stamp(interval, version)
    etag = _etag(instrument, query, interval, stamp)
    if etag in known_etag:
        return History(etag, None)
    if interval in DAILY:
        inside = _daily(instrument, query, interval, stamp)
    else:
        inside = _intraday(instrument, query, interval)
    head = _head(instrument, query, interval)
    return History(etag, head + inside + b"]}")
