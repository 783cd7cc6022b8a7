"""The bounded buffer between the readers and the one writer; full means that readers wait."""

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import islice

from apps.instruments.types import Tick


class RingBuffer:
    """A queue of ticks with batches out.

    Parameters
    ----------
    capacity : int
        Above it, `put` waits; the socket then stops reading and the venue has to.
    batch : int
        A waiting writer is woken as soon as so many ticks are there.
    """

    def __init__(self, capacity: int, batch: int) -> None:
        self._ticks: deque[Tick] = deque()
        self._capacity = capacity
        self._batch = batch
        self._enough = asyncio.Event()
        self._space = asyncio.Event()
        self._space.set()
        self.closed = False

    def __len__(self) -> int:
        return len(self._ticks)

    async def put(self, ticks: Sequence[Tick]) -> None:
        """Append, then wait while the buffer is over its capacity.

        It appends first: two producers of one symbol (socket and backfill) must not overtake each
        other while they wait. What is above the capacity is one frame or page a producer.
        """
        self._ticks.extend(ticks)
        size = len(self._ticks)
        if size >= self._batch:
            self._enough.set()
        if size > self._capacity:
            self._space.clear()
            await self._space.wait()

    async def take(self, window_s: float) -> list[Tick]:
        """Return up to a batch: at once when it is full, else after the window (maybe empty)."""
        if len(self._ticks) < self._batch and not self.closed:
            try:
                async with asyncio.timeout(window_s):
                    await self._enough.wait()
            except TimeoutError:
                pass  # the window passed: whatever is there goes
        ticks = list(islice(self._ticks, self._batch))
        for _ in ticks:
            self._ticks.popleft()
        if len(self._ticks) < self._batch and not self.closed:
            self._enough.clear()
        if len(self._ticks) <= self._capacity:
            self._space.set()
        return ticks

    def close(self) -> None:
        """Take no more waits: the writer empties the buffer and ends."""
        self.closed = True
        self._enough.set()
        self._space.set()
