"""Symbols over connections: the venue's limit, and changes while they run."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import cast

import pytest

from apps.instruments.types import Tick
from apps.providers.shared.base import Parsed, TickVenue
from apps.streaming.feed_state import Stats
from apps.streaming.ticks.connections import Connections
from apps.streaming.ticks.feed import Feed, Patience
from tests.apps.streaming.running import until


class Wide:
    """A venue that remembers who is connected for what."""

    name, simulated = "v", False

    def __init__(self) -> None:
        self.open: list[frozenset[str]] = []
        self.opened = 0

    async def frames(
        self, symbols: Iterable[str], *, stall_s: float
    ) -> AsyncGenerator[Parsed, None]:
        share = frozenset(symbols)
        self.open.append(share)
        self.opened += 1
        try:
            yield Parsed()
            while True:
                await asyncio.sleep(0.01)
                yield Parsed((Tick("v", "S", self.opened, 1.0, 1.0, 0, False),))
        finally:
            self.open.remove(share)


async def _handle(parsed: Parsed, now_s: float) -> None:
    return


class Linked(Connections):
    links: list[tuple[tuple[str, ...], bool]]


@asynccontextmanager
async def connected(venue: Wide, limit: int):
    links: list[tuple[tuple[str, ...], bool]] = []

    def feed(symbols: Sequence[str]) -> Feed:
        return Feed(
            cast("TickVenue", venue),  # the rest of a venue is not asked here
            symbols,
            _handle,
            on_link=lambda some, _, *, connected: links.append((tuple(some), connected)),
            stats=Stats("v", simulated=False),
            patience=Patience(),
        )

    connections = Linked(feed, limit=limit)
    connections.links = links
    task = asyncio.create_task(connections.run())
    await asyncio.sleep(0)
    try:
        yield connections
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert venue.open == []


async def test_no_connection_carries_more_streams_than_the_venue_allows() -> None:
    venue = Wide()
    wanted = [f"S{number}" for number in range(10)]
    async with connected(venue, 4) as connections:
        connections.want(wanted)
        await until(lambda: connections.connected, within_s=5)
        assert sorted(len(share) for share in venue.open) == [2, 4, 4]
        assert connections.symbols == frozenset().union(*venue.open) == set(wanted)


async def test_a_new_symbol_moves_one_connection_and_leaves_the_others() -> None:
    venue = Wide()
    async with connected(venue, 2) as connections:
        connections.want(["A", "B", "C"])
        await until(lambda: connections.connected, within_s=5)
        connections.want(["A", "B", "C", "D"])
        await until(lambda: sorted(map(sorted, venue.open)) == [["A", "B"], ["C", "D"]], within_s=5)
        assert venue.opened == 3
        # C was connected all the time: the new connection was open before the old one closed.
        assert not any("C" in some for some, on in connections.links if not on)


async def test_a_connection_without_symbols_is_closed() -> None:
    venue = Wide()
    async with connected(venue, 2) as connections:
        connections.want(["A", "B", "C"])
        await until(lambda: connections.connected, within_s=5)
        connections.want(["A", "B"])
        await until(lambda: venue.open == [frozenset("AB")], within_s=5)
        assert (("C",), False) in connections.links
        assert connections.symbols == {"A", "B"}
