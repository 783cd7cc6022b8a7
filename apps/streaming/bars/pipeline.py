"""The one writer's loop: buffer -> folder -> store -> screens and hooks."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import structlog
from django.db import DatabaseError

from apps.core.backoff import Backoff
from apps.instruments.types import BarRow, Tick
from apps.streaming.bars.announce import Announcer
from apps.streaming.bars.folder import Changes, Folder
from apps.streaming.bars.hooks import HookRunner
from apps.streaming.bars.writer import Writer
from apps.streaming.database import in_thread
from apps.streaming.feed_state import Stats
from apps.streaming.ticks.ring_buffer import RingBuffer

R = TypeVar("R")
log = structlog.get_logger(__name__)
WINDOW_S: Final = 0.1
CLOSE_EVERY_S: Final = 0.5
RETRY: Final = Backoff(0.2, 2.0)
LAST_TRIES: Final = 5
"""How often a batch is tried while the process is asked to stop; the venue still has its ticks."""


class Pipeline:
    """Empty the buffer into the store until the buffer is closed.

    Parameters
    ----------
    buffer, folder, writer, announcer, hooks : RingBuffer, Folder, Writer, Announcer, HookRunner
        The stations of the road.
    horizons : callable
        Returns up to when each whole feed's ticks have arrived; closes bars by the clock.
    stats : Stats
        What is counted.
    """

    def __init__(
        self,
        *,
        buffer: RingBuffer,
        folder: Folder,
        writer: Writer,
        announcer: Announcer,
        hooks: HookRunner,
        horizons: Callable[[], Mapping[str, int]],
        stats: Stats,
    ) -> None:
        self._buffer = buffer
        self._folder = folder
        self._writer = writer
        self._announcer = announcer
        self._hooks = hooks
        self._horizons = horizons
        self._stats = stats
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._closed_s = 0.0

    async def run(self) -> None:
        """Work until the buffer is closed and empty."""
        loop = asyncio.get_running_loop()
        while not self._buffer.closed or len(self._buffer):
            ticks = await self._buffer.take(WINDOW_S)
            changes = self._folder.fold(ticks)
            if loop.time() - self._closed_s >= CLOSE_EVERY_S:
                self._closed_s = loop.time()
                changes.rows += self._folder.settle(self._horizons())
            await self._step(ticks, changes, loop.time())
        self._announcer.flush(loop.time(), force=True)
        self._thread.shutdown(wait=True)

    async def in_writer(self, work: Callable[..., R], *args: object) -> R:
        """Run other writing work in the writer's thread, between two batches."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: in_thread(work, *args))

    async def _step(self, ticks: Sequence[Tick], changes: Changes, now_s: float) -> None:
        self._stats.ring = len(self._buffer)
        if ticks or changes.rows:
            rows = await self._store(ticks, changes)
            self._stats.stored = self._writer.stored
            self._announcer.add(rows, ticks)
            self._hooks.offer(rows)
        self._announcer.flush(now_s)

    async def _store(self, ticks: Sequence[Tick], changes: Changes) -> list[BarRow]:
        """Write until it is written: a broken database stops the ingest, and loses nothing."""
        failures = 0
        while True:
            try:
                rows = await self.in_writer(self._writer.write, ticks, changes)
            except DatabaseError as error:
                failures += 1
                self._stats.writer_errors += 1
                self._stats.fail(f"The database does not take ticks: {error}")
                log.error("write_failed", cause=str(error), ticks=len(ticks), failures=failures)  # noqa: TRY400  it is tried again; one line is enough
                if self._buffer.closed and failures >= LAST_TRIES:
                    raise
                await asyncio.sleep(RETRY.wait_s(failures))
            else:
                if failures:
                    self._stats.problem = ""
                return rows
