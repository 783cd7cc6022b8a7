"""Fold stored ticks again and compare, bit for bit, with the bars that were folded live."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from django.db import connection, transaction

from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert, first_tick_us, holds_of, ticks_columns
from apps.instruments.types import BarRow, StoredInterval
from apps.streaming.bars.retention import MARGIN_US
from apps.streaming.lease import lease_lock
from ml.series.bars import INTERVALS_US, SECOND_US
from ml.series.bars_fold import FoldedBars, fold

CHUNK_US: Final = 6 * 3_600 * SECOND_US
STRETCH_US: Final = 3_600 * SECOND_US
"""What one transaction repairs."""
WHOLE_US: Final = max(INTERVALS_US.values())
LATE_US: Final = 30 * SECOND_US
"""Bars that ended so lately may still be open in the stream process."""

_STORED: Final = """
SELECT timestamp_us, open, high, low, close, volume, vwap, trades FROM market_bar
WHERE instrument_id = %s AND interval_s = %s AND timestamp_us >= %s AND timestamp_us < %s
"""
Numbers = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many bars were compared, were written anew, and could not be folded from what is kept.

    A bar is `incomplete` when it counts more trades than are stored: the venue's own bar of a time
    that the feed missed. It is left alone.
    """

    bars: int = 0
    repaired: int = 0
    incomplete: int = 0

    def __add__(self, other: "Recomputed") -> "Recomputed":
        return Recomputed(
            self.bars + other.bars,
            self.repaired + other.repaired,
            self.incomplete + other.incomplete,
        )


def streamed_instruments(symbol: str = "") -> list[tuple[int, str, str]]:
    """Return id, symbol and venue of what streams, or of one symbol."""
    rows = InstrumentRow.objects.exclude(intraday_source="").filter(owner__isnull=True)
    if symbol:
        rows = rows.filter(symbol=symbol)
    return list(rows.values_list("pk", "symbol", "intraday_source"))


def bars_recompute(
    instrument: tuple[int, str, str], *, now_us: int, check: Callable[[], None]
) -> Recomputed:
    """Compare every finished bar of one instrument with its ticks, and write those that differ.

    Parameters
    ----------
    instrument : tuple
        Id, symbol and venue.
    now_us : int
        The present, microseconds.
    check : callable
        Called between two chunks; raises to stop.
    """
    first_us = first_tick_us(venue=instrument[2], symbol=instrument[1])
    if first_us is None:
        return Recomputed()
    # Near the retention's cut five minutes may have lost ticks, and seconds their bars.
    start = -(-(first_us + MARGIN_US) // WHOLE_US) * WHOLE_US
    end = (now_us - LATE_US) // WHOLE_US * WHOLE_US
    total = Recomputed()
    for left, right in _chunks(start, end):
        check()
        total += _chunk(instrument, left, right)
    return total


def _chunks(start: int, end: int) -> Iterator[tuple[int, int]]:
    for left in range(start, end, CHUNK_US):
        yield left, min(left + CHUNK_US, end)


def _chunk(instrument: tuple[int, str, str], start: int, end: int) -> Recomputed:
    """Compare one stretch; the writer is kept out only where something differs, and not for long.

    What the first look reads may change under it, so only a second look, while the stream process
    cannot write, decides what is repaired.
    """
    total = Recomputed()
    differing = set[int]()
    for each in _compare(instrument, start, end):
        total += each.counted
        differing.update(row.timestamp_us // STRETCH_US for row in each.wrong)
    for hour in sorted(differing):
        left = max(start, hour * STRETCH_US)
        total += Recomputed(repaired=_repair(instrument, left, min(end, left + STRETCH_US)))
    return total


@transaction.atomic
def _repair(instrument: tuple[int, str, str], start: int, end: int) -> int:
    """Write the bars of an hour that differ; return how many there were."""
    lease_lock()
    return sum(bars_upsert(each.wrong) for each in _compare(instrument, start, end))


@dataclass(frozen=True, slots=True)
class _Compared:
    """What one interval came to; of `counted`, nothing is repaired yet."""

    counted: Recomputed
    wrong: list[BarRow]


def _compare(instrument: tuple[int, str, str], start: int, end: int) -> Iterator[_Compared]:
    pk, symbol, venue = instrument
    ticks = ticks_columns(venue=venue, symbol=symbol, start_us=start, end_us=end)
    for name, step in INTERVALS_US.items():
        stored = _stored(pk, step // SECOND_US, start, end)
        rows = _rows(symbol, name, fold(*ticks, step))
        held = holds_of(instrument_id=pk, interval_s=step // SECOND_US, start_us=start, end_us=end)
        rows = [row for row in rows if row.timestamp_us not in held]  # a person knows better
        differ = [row for row in rows if stored.get(row.timestamp_us) != _numbers(row)]
        wrong = [row for row in differ if not _has_more(stored.get(row.timestamp_us), row)]
        counted = Recomputed(len(rows), incomplete=len(differ) - len(wrong))
        yield _Compared(counted, wrong)


def _stored(pk: int, interval_s: int, start: int, end: int) -> dict[int, Numbers]:
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [pk, interval_s, start, end])
        return {moment: tuple(numbers) for moment, *numbers in cursor.fetchall()}


def _rows(symbol: str, interval: str, bars: FoldedBars) -> list[BarRow]:
    names = ("start_us", "open", "high", "low", "close", "volume", "vwap", "trades")
    columns = (getattr(bars, each).tolist() for each in names)
    name = cast("StoredInterval", interval)
    return [
        BarRow(symbol, name, start, open_, high, low, close, volume, vwap, trades, settled=True)
        for start, open_, high, low, close, volume, vwap, trades in zip(*columns, strict=True)
    ]


def _numbers(row: BarRow) -> Numbers:
    return (row.open, row.high, row.low, row.close, row.volume, row.vwap, row.trades)


def _has_more(old: Numbers | None, row: BarRow) -> bool:
    """Whether the stored bar counts trades that are not stored."""
    return old is not None and (old[-1] or 0) > (row.trades or 0)
