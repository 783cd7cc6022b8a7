"""The connection: overlap before the cut, stalls, silence, jitter."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from typing import cast

import pytest

from apps.instruments.types import Tick
from apps.providers.shared.base import Parsed, ProviderUnavailableError, TickVenue
from apps.streaming.feed_state import Stats
from apps.streaming.ticks.feed import Feed, Patience


class ScriptedVenue:
    """Connections that deliver one tick each 10 ms, and end as the script says."""

    name, simulated = "v", False

    def __init__(self, lives: list[int]) -> None:
        self.lives = lives
        self.opened = self.closed = self.number = 0
        self.stalls: list[float] = []

    async def frames(
        self, symbols: Iterable[str], *, stall_s: float
    ) -> AsyncGenerator[Parsed, None]:
        self.stalls.append(stall_s)
        life = self.lives.pop(0) if self.lives else 10**9
        self.opened += 1
        try:
            yield Parsed()
            for _ in range(life):
                await asyncio.sleep(0.01)
                self.number += 1
                yield Parsed((Tick("v", "S", self.number, 1.0, 1.0, 0, False),))
            raise ProviderUnavailableError("v", "cut")
        finally:
            self.closed += 1


class Run:
    def __init__(self, lives: list[int], patience: Patience) -> None:
        self.venue = ScriptedVenue(lives)
        self.stats = Stats("v", simulated=False)
        self.ids: list[int] = []
        self.links: list[tuple[tuple[str, ...], bool]] = []
        self.feed = Feed(
            cast("TickVenue", self.venue),  # the rest of a venue is not asked here
            ["S"],
            self._handle,
            on_link=self._link,
            stats=self.stats,
            patience=patience,
        )

    def _link(self, symbols: Sequence[str], now_s: float, *, connected: bool) -> None:
        if symbols:
            self.links.append((tuple(symbols), connected))

    async def _handle(self, parsed: Parsed, now_s: float) -> None:
        self.ids += [tick.trade_id for tick in parsed.ticks]

    async def run(self, seconds: float) -> None:
        task = asyncio.create_task(self.feed.run())
        await asyncio.sleep(seconds)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert self.venue.opened == self.venue.closed
        assert not self.feed.connected


QUICK = Patience(retry_first_s=0.01, retry_max_s=0.02)


async def test_it_reconnects_after_a_cut() -> None:
    run = Run([5, 5], QUICK)
    await run.run(0.4)
    assert run.stats.connects == 3
    assert run.stats.reconnects >= 2
    assert [connected for _, connected in run.links] == [True, False] * 3


async def test_before_the_cut_a_new_connection_takes_over_without_a_pause() -> None:
    run = Run([], Patience(lifetime_s=0.1))
    await run.run(0.45)
    assert run.venue.opened >= 4
    assert [connected for _, connected in run.links].count(False) == 1
    # Both connections were open together for a moment; the feed was never without one.
    assert run.stats.reconnects == 1
    assert sorted(run.ids) == list(range(1, len(run.ids) + 1))


async def test_silent_connections_are_given_more_and_more_time() -> None:
    run = Run([0, 0, 0, 3], Patience(2.0, 8.0, retry_first_s=0.01, retry_max_s=0.02))
    await run.run(0.3)
    assert run.venue.stalls[:5] == [2.0, 4.0, 8.0, 8.0, 2.0]


async def test_a_programming_error_is_not_swallowed() -> None:
    run = Run([], QUICK)

    async def broken(parsed: Parsed, now_s: float) -> None:
        raise KeyError("bug")

    run.feed._handle = broken
    with pytest.raises(KeyError):
        await asyncio.wait_for(run.feed.run(), 1)


def test_the_wait_is_jittered_and_bounded() -> None:
    retry = Run([], Patience()).feed._retry
    waits = [retry.wait_s(failures) for failures in range(1, 41) for _ in range(20)]
    assert max(waits) <= 5.0
    assert min(waits) >= 0.1
    assert len(set(waits)) > 700
