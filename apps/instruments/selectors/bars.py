"""Bars of one instrument: as stored, adjusted, or folded into longer ones."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from apps.core.clock import microseconds_of
from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.intervals import DAILY, FOLD_SECONDS, SECONDS, interval_parse, stored_interval
from apps.instruments.market_clock import feed_now, market_now, past_asked
from apps.instruments.models import CorporateAction
from apps.instruments.store import MAX_ROWS, bars_columns, known_actions, latest_bar
from apps.instruments.types import DAY_US, MICROSECOND, Bars, Instrument, Interval
from ml.series.adjust import adjustment_factors
from ml.series.regroup import BarColumns, regroup

_OF_DAYS: Final = frozenset({"1d", "1wk", "1mo"})


def day_us(day: date) -> int:
    """Return microseconds since 1970 of a date's midnight, UTC."""
    return int(datetime.combine(day, time(), UTC).timestamp()) * MICROSECOND


def _months(timestamps: NDArray[np.int64]) -> NDArray[np.int64]:
    months = timestamps.astype("datetime64[us]").astype("datetime64[M]")
    return months.astype("datetime64[us]").astype(np.int64)


def group_starts(timestamps: NDArray[np.int64], interval: Interval) -> NDArray[np.int64]:
    """Return when the folded bar of each timestamp begins: Monday, the first, or a clock time."""
    if interval == "1mo":
        return _months(timestamps)
    if interval == "1wk":
        # 1970-01-01 was a Thursday: three days after a Monday.
        weeks = (timestamps // DAY_US + 3) // 7
        return (weeks * 7 - 3) * DAY_US
    size = FOLD_SECONDS[interval] * MICROSECOND
    return timestamps // size * size


def _next_start(start: int, interval: Interval) -> int:
    if interval == "1mo":
        return int(_months(np.array([start + 31 * DAY_US]))[0])
    return start + (7 * DAY_US if interval == "1wk" else FOLD_SECONDS[interval] * MICROSECOND)


def _columns(bars: Bars) -> tuple[Any, ...]:
    return tuple(getattr(bars, name) for name in BarColumns._fields)


def fold(bars: Bars, interval: Interval) -> Bars:
    """Return bars folded into a longer interval; one that can still grow is not closed."""
    keys = group_starts(bars.timestamps, interval)
    starts, grouped = regroup(keys, BarColumns(*_columns(bars)))
    settled = grouped.settled.copy()
    if len(settled):
        over = _next_start(int(starts[-1]), interval) / MICROSECOND
        settled[-1] &= _present(int(starts[-1]), interval).timestamp() >= over
    return Bars(starts, *grouped[:-1], settled)


def _present(start: int, interval: Interval) -> datetime:
    """Return until when a bar is known: what lies beyond a replayed market is a person's own."""
    market = market_now()
    return market if interval in _OF_DAYS and start <= microseconds_of(market) else feed_now()


Action = tuple[date, float, float]


def actions_by_instrument(ids: Sequence[int] | None = None) -> dict[int, list[Action]]:
    """Return (ex-date, price factor, volume factor) of instruments, all when no ids are given."""
    if ids is not None and past_asked() is not None:
        return {one: _known(one) for one in ids}
    rows = CorporateAction.objects.order_by("ex_date")
    if ids is not None:
        rows = rows.filter(instrument_id__in=ids)
    found: dict[int, list[Action]] = {}
    columns = ("instrument_id", "ex_date", "price_factor", "volume_factor")
    for owner, ex_date, price_factor, volume_factor in rows.values_list(*columns):
        found.setdefault(owner, []).append((ex_date, price_factor, volume_factor))
    return found


def _known(instrument_id: int) -> list[Action]:
    rows = known_actions(instrument_id).order_by("ex_date")
    return list(rows.values_list("ex_date", "price_factor", "volume_factor"))


def action_rows(*, instrument_id: int) -> QuerySet[CorporateAction]:
    """Return the splits and dividends of one instrument, for a paginating view."""
    return known_actions(instrument_id)


def adjust(bars: Bars, actions: Sequence[Action]) -> Bars:
    """Return daily bars with later splits and dividends taken into account."""
    if not actions or not len(bars):
        return bars
    when = np.array([day_us(ex_date) for ex_date, _, _ in actions], dtype=np.int64)
    price = adjustment_factors(bars.timestamps, when, np.array([a[1] for a in actions]))
    shares = adjustment_factors(bars.timestamps, when, np.array([a[2] for a in actions]))
    return Bars(
        bars.timestamps,
        bars.open * price,
        bars.high * price,
        bars.low * price,
        bars.close * price,
        bars.volume * shares,
        bars.vwap * price,
        bars.settled,
    )


def bars_read(
    *,
    instrument: Instrument,
    interval: str,
    start_us: int | None = None,
    end_us: int | None = None,
    adjusted: bool = True,
    limit: int = MAX_ROWS,
) -> Bars:
    """Return the bars of an instrument that begin in [start, end), oldest first.

    A folded interval (15m, 1h, 1wk, 1mo) starts with the whole bar that `start_us` falls into.
    Prices are adjusted for splits and dividends unless `adjusted` is false; intraday bars are
    never old enough to need it. At most `limit` stored bars are read.
    """
    name = interval_parse(interval)
    stored = stored_interval(name)
    if start_us is not None and stored != name:
        start_us = int(group_starts(np.array([start_us], dtype=np.int64), name)[0])
    bars = bars_columns(
        instrument_id=instrument.id,
        interval_s=SECONDS[stored],
        start_us=start_us,
        end_us=end_us,
        limit=limit,
    )
    if adjusted and name in DAILY:
        bars = adjust(bars, actions_by_instrument([instrument.id]).get(instrument.id, ()))
    return bars if stored == name else fold(bars, name)


def latest_bars(*, instrument: Instrument, interval: Interval) -> Bars:
    """Return the newest bar of an interval, as it stands; empty when there is none."""
    seconds = SECONDS[stored_interval(interval)]
    newest = latest_bar(instrument_id=instrument.id, interval_s=seconds)
    if not len(newest) or stored_interval(interval) == interval:
        return newest
    start_us = int(newest.timestamps[-1])
    return bars_read(instrument=instrument, interval=interval, start_us=start_us)


def daily_bars(
    *, instrument: Instrument, start: date | None = None, end: date | None = None
) -> Bars:
    """Return closed, real, adjusted daily bars from `start` to `end`, both included.

    Simulated instruments have none: made-up prices never enter analytics.
    """
    bars = bars_read(
        instrument=instrument,
        interval="1d",
        start_us=None if start is None else day_us(start),
        end_us=None if end is None else day_us(end) + DAY_US,
    )
    return bars.where(bars.settled & (not instrument.simulated))


def require_history(observations: int, needed: int, symbol: str) -> None:
    """Refuse to go on with fewer observations than a computation needs.

    Raises
    ------
    InsufficientHistoryError
        With both counts.
    """
    if observations < needed:
        raise InsufficientHistoryError(symbol, observations=observations, needed=needed)
