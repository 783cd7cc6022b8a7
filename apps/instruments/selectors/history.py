"""Histories as JSON, built past every serializer: `/history` is the hottest read of the product."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import orjson

from apps.core.errors import UnprocessableError
from apps.core.web.compression import LEAST_BYTES, Encoding, compressed
from apps.core.web.conditional import is_known
from apps.instruments.answers import HistoryHead
from apps.instruments.errors import TooFineError
from apps.instruments.intervals import (
    DAILY,
    FOLD_SECONDS,
    PERIODS,
    SECONDS,
    finest_interval,
    interval_seconds,
    period_start,
    stored_interval,
)
from apps.instruments.market_clock import past_asked
from apps.instruments.selectors.bars import bars_read, day_us, group_starts
from apps.instruments.selectors.instruments import bars_per_year
from apps.instruments.selectors.quotes import now_us
from apps.instruments.store import (
    bars_count,
    bars_wire,
    encode_bars,
    has_actions,
    nth_last,
    series_version,
)
from apps.instruments.types import DAY_US, MICROSECOND, Instrument, Interval, Period
from apps.instruments.wire.answers import Answers
from apps.instruments.wire.queries import HistoryQuery

MAX_BARS = 20_000
_SESSIONS = {"1d": 1, "5d": 5}
# A market without daily bars (simulated, or open around the clock) shows long ranges in hours.
_INTRADAY_DEFAULTS: dict[str, Interval] = {"1d": "1m", "5d": "5m"}
_answers = Answers(limit_bytes=32 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class History:
    """An answer of `/history`: its tag and, unless the reader has it already, its bytes."""

    etag: str
    body: bytes | None
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Bars of one interval that begin in [start, end)."""

    interval: Interval
    start_us: int | None
    end_us: int | None


def default_interval(instrument: Instrument, period: Period) -> Interval:
    """Return the interval that a period opens at."""
    if instrument.last_bar is None:
        return _INTRADAY_DEFAULTS.get(period, "1h")
    wished = PERIODS[period] if instrument.intraday_source else "1d"
    finest = finest_interval(instrument.resolution_s)
    return finest if finest and interval_seconds(wished) < instrument.resolution_s else wished


def _bar_us(interval: Interval) -> int:
    seconds = FOLD_SECONDS.get(interval) or SECONDS[stored_interval(interval)]
    return seconds * MICROSECOND


def _start_us(instrument: Instrument, period: str, interval: Interval) -> int | None:
    """Return where a period begins, counted back from the last bar there is."""
    seconds = SECONDS[stored_interval(interval)]
    sessions = _SESSIONS.get(period)
    if sessions and interval in DAILY:
        return nth_last(instrument_id=instrument.id, interval_s=seconds, n=sessions)
    last = nth_last(instrument_id=instrument.id, interval_s=seconds)
    if last is None:
        return None
    if sessions:
        size = _bar_us(interval)
        return last // size * size - sessions * DAY_US + size
    first = period_start(period, datetime.fromtimestamp(last // MICROSECOND, UTC).date())
    return None if first is None else day_us(first)


def history_interval(instrument: Instrument, query: HistoryQuery) -> Interval:
    """Return the interval that a query asks for.

    Raises
    ------
    TooFineError
        When the instrument's bars are longer.
    """
    interval = query.interval or default_interval(instrument, query.period)
    if interval_seconds(interval) < instrument.resolution_s:
        finest = finest_interval(instrument.resolution_s)
        raise TooFineError(instrument.symbol, finest=finest or "1d")
    return interval


def history_range(instrument: Instrument, query: HistoryQuery, interval: Interval) -> Range:
    """Return which bars a query asks for."""
    if query.start_us is not None or query.end_us is not None:
        return Range(interval, query.start_us, query.end_us)
    return Range(interval, _start_us(instrument, query.period, interval), None)


def _head(instrument: Instrument, query: HistoryQuery, interval: Interval) -> bytes:
    daily = interval in DAILY
    head = HistoryHead(
        symbol=instrument.symbol,
        interval=interval,
        currency=instrument.currency,
        adjusted=query.adjusted,
        source=instrument.source if daily else instrument.intraday_source,
        simulated=instrument.simulated if daily else instrument.intraday_simulated,
        close_only=(daily or instrument.private) and not instrument.has_ohlc,
        periods_per_year=bars_per_year(instrument, interval),
    )
    return orjson.dumps(head)[:-1] + b',"bars":['


def _etag(instrument: Instrument, query: HistoryQuery, interval: Interval, version: int) -> str:
    """Return a tag of all that an answer stands on; the same in every process.

    The last week, hour or month is closed by time alone, so where bars are folded the start
    of the one that runs now is part of it.
    """
    running = 0
    if interval != stored_interval(interval):
        running = int(group_starts(np.array([now_us()], dtype=np.int64), interval)[0])
    past = past_asked()
    then = None if past is None else past.moment
    parts = (query.period, query.start_us, query.end_us, query.adjusted, running, then, instrument)
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()
    return f'W/"{interval}.{version}.{digest}"'


def _checked(count: int, interval: Interval) -> None:
    if count > MAX_BARS:
        raise UnprocessableError(
            f"That is more than {MAX_BARS} bars of {interval}. Ask for a coarser interval, a "
            "shorter period, or part of it with start and end.",
            code="too_many_bars",
        )


def _stored(instrument: Instrument, asked: Range, *, adjusted: bool) -> bytes | None:
    """Return bars as they were encoded when written; None where they must be computed."""
    stored = stored_interval(asked.interval)
    daily = asked.interval in DAILY
    if asked.interval != stored or (
        daily and adjusted and has_actions(instrument_id=instrument.id)
    ):
        return None
    read = {"start_us": asked.start_us, "end_us": asked.end_us}
    seconds = SECONDS[stored]
    if not daily:
        count = bars_count(instrument_id=instrument.id, interval_s=seconds, **read)
        _checked(count, asked.interval)
    return bars_wire(instrument_id=instrument.id, interval_s=seconds, **read)


def _computed(instrument: Instrument, asked: Range, *, adjusted: bool) -> bytes:
    fold = (
        1
        if asked.interval in DAILY
        else _bar_us(asked.interval) // _bar_us(stored_interval(asked.interval))
    )
    bars = bars_read(
        instrument=instrument,
        interval=asked.interval,
        start_us=asked.start_us,
        end_us=asked.end_us,
        adjusted=adjusted,
        limit=MAX_BARS * fold + 1,
    )
    if asked.interval not in DAILY:
        _checked(len(bars), asked.interval)
    return encode_bars(bars)


def history_read(
    *,
    instrument: Instrument,
    query: HistoryQuery,
    known_etag: str = "",
    encoding: Encoding | None = None,
) -> History:
    """Return the history that a query asks for.

    Parameters
    ----------
    instrument : Instrument
        Of the query's symbol, as its reader may see it.
    query : HistoryQuery
        Periods count from the last bar there is, never from today.
    known_etag : str, optional
        The reader's `If-None-Match`; when it still holds, no body is built.
    encoding : "br" or "gzip", optional
        How the reader takes the body; a short one stays plain. Compressed bodies are kept too, so
        that each is compressed once.
    """
    interval = history_interval(instrument, query)
    seconds = SECONDS[stored_interval(interval)]
    version = series_version(instrument_id=instrument.id, interval_s=seconds)
    etag = _etag(instrument, query, interval, version)
    if is_known(etag, known_etag):
        return History(etag, None)
    packed = _answers.get(f"{etag} {encoding}") if encoding else None
    if packed is not None:
        return History(etag, packed, encoding)
    body = _answers.get(etag)
    if body is None:
        body = _body(instrument, query, interval)
        _answers.put(etag, body)
    if encoding is None or len(body) < LEAST_BYTES:
        return History(etag, body)
    packed = compressed(body, encoding)
    _answers.put(f"{etag} {encoding}", packed)
    return History(etag, packed, encoding)


def _body(instrument: Instrument, query: HistoryQuery, interval: Interval) -> bytes:
    asked = history_range(instrument, query, interval)
    inside = _stored(instrument, asked, adjusted=query.adjusted)
    if inside is None:
        inside = _computed(instrument, asked, adjusted=query.adjusted)
    return b"".join((_head(instrument, query, interval), inside, b"]}"))
