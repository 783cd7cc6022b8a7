"""All wanted symbols, spread over as few connections as the venue's limit of streams allows."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

from apps.streaming.ticks.feed import Feed

STREAMS: Final = 1_024
"""So many streams a connection; the venue refuses more."""


class Connections:
    """Feeds that come and go with the symbols that are wanted.

    Parameters
    ----------
    feed : callable
        Makes a feed of some symbols.
    limit : int
        Streams that one connection may carry.
    """

    def __init__(self, feed: Callable[[tuple[str, ...]], Feed], *, limit: int = STREAMS) -> None:
        self._feed = feed
        self._limit = limit
        self._running: dict[Feed, asyncio.Task[None]] = {}
        self._group: asyncio.TaskGroup | None = None

    @property
    def symbols(self) -> frozenset[str]:
        """What is asked for now."""
        return frozenset(symbol for feed in self._running for symbol in feed.symbols)

    @property
    def connected(self) -> bool:
        """Whether every feed has an open connection."""
        return bool(self._running) and all(feed.connected for feed in self._running)

    async def run(self) -> None:
        """Keep the feeds until cancelled; the error of one ends all."""
        async with asyncio.TaskGroup() as self._group:
            await asyncio.Event().wait()

    def want(self, symbols: Iterable[str]) -> None:
        """Ask for exactly these symbols; feeds whose share stays the same are left in peace."""
        if self._group is None:
            raise RuntimeError("the connections are not running")
        wanted = dict.fromkeys(symbols)
        shares = {
            feed: [symbol for symbol in feed.symbols if symbol in wanted] for feed in self._running
        }
        placed = {symbol for share in shares.values() for symbol in share}
        fresh = [symbol for symbol in wanted if symbol not in placed]
        for feed, share in shares.items():
            free = self._limit - len(share)
            share.extend(fresh[:free])
            del fresh[:free]
            self._change(feed, tuple(share))
        while fresh:
            feed = self._feed(tuple(fresh[: self._limit]))
            del fresh[: self._limit]
            self._running[feed] = self._group.create_task(feed.run(), name="feed")

    def _change(self, feed: Feed, share: tuple[str, ...]) -> None:
        if share == feed.symbols:
            return
        feed.retarget(share)
        if not share:
            self._running.pop(feed).cancel()
