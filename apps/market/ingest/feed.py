"""Keep a connection to the venue: reconnect, see stalls, overlap before the 24 h cut."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

import structlog

from apps.market.ingest.state import Stats
from apps.market.providers.base import Parsed, ProviderError, TickVenue

log = structlog.get_logger(__name__)
OVERLAP_WAIT_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the feed waits, in seconds.

    A venue closes each connection after 24 h, so `lifetime_s` is an hour less. `stall_s` grows to
    `stall_max_s` while new connections stay silent, for a quiet market is not a broken one; with
    the longest retry it stays under the 15 s after which a stall has to be over.
    """

    stall_s: float = 8.0
    stall_max_s: float = 10.0
    retry_first_s: float = 0.5
    retry_max_s: float = 5.0
    lifetime_s: float = 23 * 3600.0


class Feed:
    """Deliver every frame of the venue to one handler, over connections that come and go.

    Parameters
    ----------
    venue : TickVenue
        Where to connect.
    symbols : sequence of str
        What to ask for.
    handle : callable
        Awaited with each frame and the loop's time; while it waits, the socket is not read.
    on_connect : callable
        Called when a connection opens and none was open before.
    stats : Stats
        What is counted.
    patience : Patience
        Waiting times.
    """

    def __init__(
        self,
        venue: TickVenue,
        symbols: Sequence[str],
        handle: Callable[[Parsed, float], Awaitable[None]],
        *,
        on_connect: Callable[[float], None],
        stats: Stats,
        patience: Patience,
    ) -> None:
        self._venue = venue
        self._symbols = symbols
        self._handle = handle
        self._on_connect = on_connect
        self._stats = stats
        self._patience = patience
        self._open = 0
        self._silent = 0

    async def run(self) -> None:
        """Stay connected until cancelled."""
        old: asyncio.Task[None] | None = None
        task: asyncio.Task[None] | None = None
        failures = 0
        try:
            while True:
                first = asyncio.Event()
                task = asyncio.create_task(self._connection(first), name="venue-connection")
                if old is not None:
                    await self._hand_over(old, task, first)
                    old = None
                await asyncio.wait({task}, timeout=self._patience.lifetime_s)
                if not task.done():
                    old = task
                    continue
                # A programming error ends the process, and the supervisor restarts it.
                task.result()
                failures = 0 if first.is_set() else failures + 1
                await asyncio.sleep(self._delay(failures))
        finally:
            await _cancel(task, old)

    async def _hand_over(
        self, old: "asyncio.Task[None]", task: "asyncio.Task[None]", first: asyncio.Event
    ) -> None:
        """Close the old connection once the new one delivers; both feed the same sequencers."""
        waiter = asyncio.create_task(first.wait())
        await asyncio.wait(
            {waiter, task}, timeout=OVERLAP_WAIT_S, return_when=asyncio.FIRST_COMPLETED
        )
        await _cancel(waiter, old)

    async def _connection(self, first: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        stall_s = min(self._patience.stall_s * 2**self._silent, self._patience.stall_max_s)
        delivered = False
        try:
            async with aclosing(self._venue.frames(self._symbols, stall_s=stall_s)) as frames:
                async for parsed in frames:
                    if not first.is_set():
                        first.set()
                        self._opened(loop.time())
                        continue
                    delivered = True
                    await self._handle(parsed, loop.time())
        except ProviderError as error:
            self._stats.problem = str(error)
            log.warning("venue_connection_lost", cause=error.cause)
        finally:
            self._silent = 0 if delivered else self._silent + 1
            if first.is_set():
                self._closed()

    def _opened(self, now_s: float) -> None:
        self._open += 1
        self._stats.connects += 1
        self._stats.problem = ""
        self._stats.connected = True
        if self._open == 1:
            self._on_connect(now_s)

    def _closed(self) -> None:
        self._open -= 1
        self._stats.connected = self._open > 0
        self._stats.reconnects += not self._stats.connected

    def _delay(self, failures: int) -> float:
        """Return a jittered wait, so that many clients do not come back at the same moment."""
        ceiling = min(self._patience.retry_first_s * 2.0**failures, self._patience.retry_max_s)
        return random.uniform(0.2, 1.0) * ceiling  # noqa: S311  jitter


async def _cancel(*tasks: "asyncio.Task[Any] | None") -> None:
    alive = [task for task in tasks if task is not None]
    for task in alive:
        task.cancel()
    if alive:
        await asyncio.wait(alive)
