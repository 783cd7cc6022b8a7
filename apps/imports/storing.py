"""Spooled rows into the store, and the longer bars that follow from them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isnan
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from apps.core.currencies import DECIMALS, Unit
from apps.imports.own_instrument import own_row
from apps.imports.reading.plan import Plan
from apps.imports.reading.reading import Progress
from apps.imports.reading.spool import Spool
from apps.imports.types import FileInterval
from apps.instruments.intervals import SECONDS
from apps.instruments.selectors.paging import bars_pages, whole_groups
from apps.instruments.store import bars_count, bars_upsert
from apps.instruments.types import DAY_US, MICROSECOND, BarRow, Bars, StoredInterval
from ml.series.regroup import BarColumns, regroup

BATCH: Final = 2_000  # rows of one transaction: other writers wait for it
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_VOLUME: Final = 4  # column after open, high, low and close
_QUARTER_US: Final = 900 * MICROSECOND
# Bars of 15 minutes and hours are kept among the 5-minute ones, which they are folded from again.
STORED: Final[dict[FileInterval, StoredInterval]] = {
    "1s": "1s", "1m": "1m", "5m": "5m", "15m": "5m", "1h": "5m", "1d": "1d",
}  # fmt: skip
LONGER: Final[dict[StoredInterval, StoredInterval]] = {"1s": "1m", "1m": "5m", "5m": "1d"}


@dataclass(frozen=True, slots=True)
class Target:
    """The series that rows go to."""

    symbol: str
    instrument_id: int
    interval: StoredInterval

    @property
    def seconds(self) -> int:
        """Length of its bars."""
        return SECONDS[self.interval]


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: bars that are new, bars that took the place of others, first and last."""

    added: int
    replaced: int
    first_us: int
    last_us: int


def store_spool(
    spool: Spool,
    order: NDArray[np.int64],
    plan: Plan,
    target: Target,
    progress: Progress,
    *,
    unit: Unit,
) -> Stored:
    """Write rows in order of time, in short transactions; a repetition changes nothing.

    Prices are divided into the main unit of their currency; the volume counts pieces and stays.
    """
    series = {"instrument_id": target.instrument_id, "interval_s": target.seconds}
    before = bars_count(**series)
    written = read = 0
    moments: list[int] = []
    for bars in _bars(spool, order, plan, unit):
        rows = _rows(bars, target)
        _write(rows, target)
        moments = [*moments[:1], rows[0].timestamp_us, rows[-1].timestamp_us]
        written, read = written + len(rows), read + BATCH
        progress(min(read / max(len(order), 1), 1.0))
    added = bars_count(**series) - before
    return Stored(added, written - added, moments[0], moments[-1])


def store_longer(
    target: Target, stored: Stored, plan: Plan, *, daily: bool, progress: Progress
) -> None:
    """Fold the stored span into every longer interval; into days only when `daily`."""
    source = target.interval
    while source in LONGER:
        longer = LONGER[source]
        if longer == "1d" and not daily:
            return
        _store_fold(Target(target.symbol, target.instrument_id, source), longer, stored, plan)
        progress(SECONDS[longer] / SECONDS["1d"])
        source = longer


@transaction.atomic
def _write(rows: Sequence[BarRow], target: Target) -> None:
    own_row(target.instrument_id)
    bars_upsert(rows, instrument_ids={target.symbol: target.instrument_id})


def _store_fold(source: Target, longer: StoredInterval, stored: Stored, plan: Plan) -> None:
    size = SECONDS[longer]

    def keys(times: NDArray[np.int64]) -> NDArray[np.int64]:
        if longer == "1d":
            return local_days(times, plan.zone)
        return times // (size * MICROSECOND) * (size * MICROSECOND)

    # A day more on both sides: a group that the file only touches is folded whole.
    margin = (2 * DAY_US) if longer == "1d" else size * MICROSECOND
    first, last = keys(np.array([stored.first_us, stored.last_us])).tolist()
    pages = bars_pages(
        instrument_id=source.instrument_id,
        interval_s=source.seconds,
        start_us=stored.first_us - margin,
        end_us=stored.last_us + margin,
    )
    target = Target(source.symbol, source.instrument_id, longer)
    for page in whole_groups(pages, keys):
        folded = _folded(page, keys(page.timestamps), plan.now_us, size)
        inside = folded.where((folded.timestamps >= first) & (folded.timestamps <= last))
        for start in range(0, len(inside), BATCH):
            rows = _rows(inside.where(slice(start, start + BATCH)), target)
            _write(rows, target)


def _bars(spool: Spool, order: NDArray[np.int64], plan: Plan, unit: Unit) -> Iterator[Bars]:
    pages = (
        _page(times, _in_main_unit(prices, unit), plan)
        for times, prices in spool.pages(order, BATCH)
    )
    if not plan.layout.ticks:
        yield from pages
        return
    size = plan.seconds * MICROSECOND

    def keys(times: NDArray[np.int64]) -> NDArray[np.int64]:
        if plan.interval == "1d":
            return local_days(times, plan.zone)
        return times // size * size

    for page in whole_groups(pages, keys):
        yield _folded(page, keys(page.timestamps), plan.now_us, plan.seconds)


def _in_main_unit(prices: NDArray[np.float64], unit: Unit) -> NDArray[np.float64]:
    if unit.divisor == 1.0:
        return prices
    divided = np.round(prices[:, :_VOLUME] / unit.divisor, DECIMALS)
    return np.column_stack([divided, prices[:, _VOLUME:]])


def _page(times: NDArray[np.int64], prices: NDArray[np.float64], plan: Plan) -> Bars:
    open_, high, low, close, volume = prices.T
    vwap = close if plan.layout.ticks else np.full(len(times), np.nan)
    over = times + plan.seconds * MICROSECOND <= plan.now_us
    return Bars(times, open_, high, low, close, volume, vwap, over | plan.layout.ticks)


def _folded(bars: Bars, keys: NDArray[np.int64], now_us: int, seconds: int) -> Bars:
    columns = BarColumns(*(getattr(bars, name) for name in BarColumns._fields))
    starts, folded = regroup(keys, columns)
    over = starts + seconds * MICROSECOND <= now_us
    return Bars(starts, *folded[:-1], folded.settled & over)


def _rows(bars: Bars, target: Target) -> list[BarRow]:
    columns = (bars.open, bars.high, bars.low, bars.close, bars.volume, bars.vwap)
    lists = ([None if isnan(value) else value for value in column.tolist()] for column in columns)
    return [
        BarRow(
            target.symbol,
            target.interval,
            moment,
            open_,
            high,
            low,
            close,
            volume,
            vwap,
            None,
            settled,
        )
        for moment, open_, high, low, close, volume, vwap, settled in zip(
            bars.timestamps.tolist(), *lists, bars.settled.tolist(), strict=True
        )
    ]


def local_days(times: NDArray[np.int64], zone: ZoneInfo | None) -> NDArray[np.int64]:
    """Return midnight, UTC, of the date that each moment falls on in a zone."""
    if zone is None:
        return times // DAY_US * DAY_US
    quarters, places = np.unique(times // _QUARTER_US, return_inverse=True)
    offsets = np.array(
        [_offset_us(int(quarter) * _QUARTER_US, zone) for quarter in quarters], dtype=np.int64
    )
    local: NDArray[np.int64] = times + offsets[places]
    return local // DAY_US * DAY_US


def _offset_us(moment_us: int, zone: ZoneInfo) -> int:
    moment = _EPOCH + timedelta(microseconds=moment_us)
    offset = moment.astimezone(zone).utcoffset() or timedelta(0)
    return int(offset.total_seconds()) * MICROSECOND
