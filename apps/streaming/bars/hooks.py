"""Run the callbacks of closed bars beside the writer, never in its way."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog

from apps.instruments.types import BarRow
from apps.streaming.database import in_thread
from apps.streaming.feed_state import Stats
from apps.streaming.signals import bar_closed
from apps.streaming.ticks.intake import now_us

WAITING_LIMIT: Final = 10_000
FRESH_US: Final = 600_000_000
log = structlog.get_logger(__name__)


class HookRunner:
    """A queue of closed bars and one thread that calls the callbacks with them.

    Parameters
    ----------
    stats : Stats
        Counts callbacks that failed.
    """

    def __init__(self, stats: Stats) -> None:
        self._stats = stats
        self._queue: asyncio.Queue[BarRow] = asyncio.Queue(WAITING_LIMIT)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hooks")

    def offer(self, rows: Iterable[BarRow]) -> None:
        """Queue the fresh closed bars among some rows; when the queue is full the oldest goes."""
        oldest_us = now_us() - FRESH_US
        for row in rows:
            if row.settled and row.timestamp_us >= oldest_us and self._is_wanted(row):
                if self._queue.full():
                    self._queue.get_nowait()
                self._queue.put_nowait(row)

    def _is_wanted(self, row: BarRow) -> bool:
        return row.interval in bar_closed and bool(bar_closed[row.interval].receivers)

    async def run(self) -> None:
        """Call until cancelled."""
        loop = asyncio.get_running_loop()
        try:
            while True:
                row = await self._queue.get()
                await loop.run_in_executor(self._thread, in_thread, self._call, row)
        finally:
            self._thread.shutdown(wait=True)

    def _call(self, row: BarRow) -> None:
        for callback in bar_closed[row.interval].receivers:
            try:
                callback(row)
            except Exception:
                # A foreign callback must not stop the feed; the count and the log show it.
                self._stats.hook_errors += 1
                log.exception("bar_callback_failed", symbol=row.symbol, callback=repr(callback))
