"""The one writer: ticks and the bars they changed, in one transaction, idempotent."""

from collections.abc import Callable, Sequence

from django.db import transaction

from apps.instruments.store import bars_upsert, ticks_insert
from apps.instruments.types import BarRow, Tick
from apps.streaming.bars.folder import BarKey, Changes, Folder, bar_keys, bar_row
from apps.streaming.bars.stored import refolded


class Writer:
    """Write batches; may be called again with the same batch after any failure.

    Parameters
    ----------
    venue : str
        Part of the ticks' key.
    folder : Folder
        Holder of the open bars, which a recomputation replaces.
    guard : callable
        Called first in each transaction; raises when another process has become the writer.
    """

    def __init__(self, venue: str, folder: Folder, guard: Callable[[], None]) -> None:
        self._venue = venue
        self._folder = folder
        self._guard = guard
        self.stored = 0
        self.known = 0
        self.refolded = 0

    def write(self, ticks: Sequence[Tick], changes: Changes) -> list[BarRow]:
        """Store a batch and return the bars as they are now stored."""
        with transaction.atomic():
            self._guard()
            inserted = ticks_insert(ticks) if ticks else 0
            late = changes.late
            if inserted < len(ticks):
                # Some were stored before this process folded them: their bars counted them twice.
                late = late.union(*(bar_keys(tick) for tick in ticks))
            rows = {BarKey(row.symbol, row.interval, row.timestamp_us): row for row in changes.rows}
            for key in sorted(late):
                if row := self._again(key):
                    rows[key] = row
            written = list(rows.values())
            if written:
                bars_upsert(written)
        self.stored += inserted
        self.known += len(ticks) - inserted
        return written

    def _again(self, key: BarKey) -> BarRow | None:
        bar = refolded(self._venue, key)
        if bar is None:
            return None
        self.refolded += 1
        return bar_row(key, bar, settled=self._folder.replace(key, bar))
