"""Keep one connection to the venue: reconnect, see stalls, overlap before the 24 h cut."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import structlog

from apps.core.backoff import Backoff
from apps.providers.shared.base import Parsed, ProviderError, TickVenue
from apps.streaming.feed_state import Stats

log = structlog.get_logger(__name__)
OVERLAP_WAIT_S: Final = 30.0


class Link(Protocol):
    """Who is notified that symbols are connected now, or no longer."""

    def __call__(self, symbols: Sequence[str], now_s: float, *, connected: bool) -> None:
        """Take note."""


@dataclass(slots=True)
class _Life:
    """How far one connection came."""

    opened: bool = False
    delivers: asyncio.Event = field(default_factory=asyncio.Event)


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
        What to ask for; `retarget` changes it.
    handle : callable
        Awaited with each frame and the loop's time; while it waits, the socket is not read.
    on_link : Link
        Called when a connection opens, when the last one is lost, and when symbols go.
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
        on_link: Link,
        stats: Stats,
        patience: Patience,
    ) -> None:
        self._venue = venue
        self.symbols = tuple(symbols)
        self._handle = handle
        self._on_link = on_link
        self._stats = stats
        self._patience = patience
        self._retry = Backoff(patience.retry_first_s, patience.retry_max_s, spread=(0.2, 1.0))
        self._stall = Backoff(patience.stall_s, patience.stall_max_s)
        self._changed = asyncio.Event()
        self._open = 0
        self._silent = 0

    @property
    def connected(self) -> bool:
        """Whether a connection is open."""
        return self._open > 0

    def retarget(self, symbols: Sequence[str]) -> None:
        """Ask for other symbols from now on: a new connection takes over from the present one."""
        gone = set(self.symbols).difference(symbols)
        self.symbols = tuple(symbols)
        self._on_link(tuple(gone), asyncio.get_running_loop().time(), connected=False)
        self._changed.set()

    async def run(self) -> None:
        """Stay connected until cancelled."""
        old: asyncio.Task[None] | None = None
        task: asyncio.Task[None] | None = None
        failures = 0
        try:
            while True:
                self._changed.clear()
                life = _Life()
                task = asyncio.create_task(self._connection(life), name="venue-connection")
                if old is not None:
                    await self._hand_over(old, task, life)
                    old = None
                await self._wait(task)
                if not task.done():
                    old = task
                    continue
                # A programming error ends the process, and the supervisor restarts it.
                task.result()
                failures = 0 if life.opened else failures + 1
                await asyncio.sleep(self._retry.wait_s(failures + 1))
        finally:
            await _cancel(task, old)

    async def _wait(self, task: "asyncio.Task[None]") -> None:
        """Return when the connection ends, is near its cut, or is of other symbols than asked."""
        changed = asyncio.create_task(self._changed.wait())
        await asyncio.wait(
            {task, changed},
            timeout=self._patience.lifetime_s,
            return_when=asyncio.FIRST_COMPLETED,
        )
        await _cancel(changed)

    async def _hand_over(
        self, old: "asyncio.Task[None]", task: "asyncio.Task[None]", life: _Life
    ) -> None:
        """Close the old connection once the new one delivers; both feed the same sequencers."""
        waiter = asyncio.create_task(life.delivers.wait())
        await asyncio.wait(
            {waiter, task}, timeout=OVERLAP_WAIT_S, return_when=asyncio.FIRST_COMPLETED
        )
        await _cancel(waiter, old)

    async def _connection(self, life: _Life) -> None:
        loop = asyncio.get_running_loop()
        stall_s = self._stall.wait_s(self._silent + 1)
        try:
            async with aclosing(self._venue.frames(self.symbols, stall_s=stall_s)) as frames:
                async for parsed in frames:
                    if not life.opened:
                        life.opened = True
                        self._opened(loop.time())
                        continue
                    life.delivers.set()
                    await self._handle(parsed, loop.time())
        except ProviderError as error:
            self._stats.fail(str(error))
            log.warning("venue_connection_lost", cause=error.cause)
        finally:
            self._silent = 0 if life.delivers.is_set() else self._silent + 1
            if life.opened:
                self._closed(loop.time())

    def _opened(self, now_s: float) -> None:
        self._open += 1
        self._stats.connects += 1
        self._stats.problem = ""
        # Those that were connected before lose nothing by being notified again.
        self._on_link(self.symbols, now_s, connected=True)

    def _closed(self, now_s: float) -> None:
        self._open -= 1
        if not self._open:
            self._stats.reconnects += 1
            self._on_link(self.symbols, now_s, connected=False)


async def _cancel(*tasks: "asyncio.Task[Any] | None") -> None:
    alive = [task for task in tasks if task is not None]
    for task in alive:
        task.cancel()
    if alive:
        await asyncio.wait(alive)
