"""From buffer to store: batches, failures of the database, closing, signals, announcements."""

import asyncio
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError

from apps.instruments.models import Bar, TickRow
from apps.instruments.types import BarRow, Tick
from apps.providers.binance.venue import BinanceVenue
from apps.realtime.events import BarUpdated, PriceUpdated
from apps.streaming import signals
from apps.streaming.bars.announce import Announcer, Badge
from apps.streaming.bars.folder import Folder
from apps.streaming.bars.hooks import HookRunner
from apps.streaming.bars.pipeline import Pipeline
from apps.streaming.bars.writer import Writer
from apps.streaming.feed_state import Stats
from apps.streaming.services import feed_attach
from apps.streaming.ticks.intake import now_us
from apps.streaming.ticks.ring_buffer import RingBuffer
from tests.apps.streaming.running import in_database, unguarded, until

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE_US = 60_000_000


class Road:
    """A pipeline without a feed."""

    def __init__(self) -> None:
        self.stats = Stats("binance", simulated=False)
        self.buffer = RingBuffer(10, 5)
        self.horizons: dict[str, int] = {}
        self.hooks = HookRunner(self.stats)
        badge = Badge("binance", simulated=False, freshness="live")
        self.sent: list[Any] = []
        folder = Folder()
        self.pipeline = Pipeline(
            buffer=self.buffer,
            folder=folder,
            writer=Writer("binance", folder, unguarded),
            announcer=Announcer(badge, {"S": 99.0}, self.sent.append),
            hooks=self.hooks,
            horizons=lambda: self.horizons,
            stats=self.stats,
        )


def _ticks(count: int, start_us: int, first_id: int = 1) -> list[Tick]:
    return [
        Tick("binance", "S", first_id + n, 100.0 + n, 1.0, start_us + n * 1_000_000, False)
        for n in range(count)
    ]


@pytest.fixture
async def road() -> Road:
    await in_database(feed_attach, symbols=("S",), source="binance")
    return Road()


def _start_us() -> int:
    moment = now_us() - 10 * MINUTE_US
    return moment - moment % (5 * MINUTE_US)


async def _count() -> int:
    return await in_database(TickRow.objects.count)


async def test_all_is_stored_when_the_buffer_closes(road: Road) -> None:
    task = asyncio.create_task(road.pipeline.run())
    for tick in _ticks(23, _start_us()):
        await road.buffer.put((tick,))
    road.buffer.close()
    await asyncio.wait_for(task, 60)
    assert await _count() == 23


async def test_a_full_buffer_makes_the_reader_wait(road: Road) -> None:
    await road.buffer.put(_ticks(10, _start_us()))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(road.buffer.put(_ticks(1, _start_us(), 11)), 0.05)
    assert len(road.buffer) == 11  # it is in, and only its producer waits
    waiting = asyncio.create_task(road.buffer.put(_ticks(1, _start_us(), 12)))
    while len(road.buffer) > 10:
        await road.buffer.take(0.01)
    await asyncio.wait_for(waiting, 1)


async def test_a_broken_database_loses_nothing(road: Road) -> None:
    real, failures = Writer.write, [OperationalError("disk full")] * 3

    def flaky(self, ticks, changes):
        if failures:
            raise failures.pop()
        return real(self, ticks, changes)

    with patch.object(Writer, "write", flaky):
        task = asyncio.create_task(road.pipeline.run())
        await road.buffer.put(_ticks(7, _start_us()))
        await until(lambda: road.stats.writer_errors == 3, within_s=60)
        await until(lambda: road.stats.stored == 7, within_s=60)
        assert road.stats.problem == ""
        road.buffer.close()
        await asyncio.wait_for(task, 60)
    assert await _count() == 7


async def test_a_replay_changes_nothing(road: Road) -> None:
    ticks = _ticks(90, _start_us())
    task = asyncio.create_task(road.pipeline.run())
    await road.buffer.put(ticks[:60])
    await until(lambda: road.stats.stored == 60, within_s=60)
    before = await in_database(lambda: list(Bar.objects.order_by("pk").values()))
    await road.buffer.put(ticks[:60])
    await until(lambda: not len(road.buffer), within_s=60)
    road.buffer.close()
    await asyncio.wait_for(task, 60)
    assert await in_database(lambda: list(Bar.objects.order_by("pk").values())) == before


async def test_a_quiet_bar_settles_by_the_clock_and_calls_the_hooks(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[BarRow] = []

    def broken(row: BarRow) -> None:
        raise ValueError("theirs")

    for interval, receivers in (("1s", []), ("1m", [broken, called.append])):
        monkeypatch.setattr(signals.bar_closed[interval], "_receivers", receivers)
    writer, runner = (asyncio.create_task(one.run()) for one in (road.pipeline, road.hooks))
    minute_us = (now_us() // MINUTE_US - 3) * MINUTE_US
    # The old minute is closed too, when the new one begins; it is no news and calls nobody.
    await road.buffer.put([*_ticks(2, _start_us()), *_ticks(5, minute_us, 3)])
    await until(lambda: road.stats.stored == 7, within_s=60)
    assert called == []
    road.horizons["S"] = now_us()
    await until(lambda: bool(called), within_s=60)
    road.buffer.close()
    await asyncio.wait_for(writer, 60)
    runner.cancel()
    await asyncio.wait({runner})
    assert [(row.interval, row.settled, row.trades) for row in called] == [("1m", True, 5)]
    assert road.stats.hook_errors == 1
    assert await in_database(Bar.objects.filter(settled=False, interval_s__lte=60).count) == 0


async def test_announcements_are_conflated_and_follow_the_store(road: Road) -> None:
    task = asyncio.create_task(road.pipeline.run())
    await road.buffer.put(_ticks(5, _start_us()))
    await until(lambda: bool(road.sent), within_s=60)
    road.buffer.close()
    await asyncio.wait_for(task, 60)
    (events,) = road.sent
    prices = [event for event in events if isinstance(event, PriceUpdated)]
    assert [(one.price, one.change, one.change_percent) for one in prices] == [
        (104.0, 5.0, 5.0 / 99.0)
    ]
    bars = {event.interval: event for event in events if isinstance(event, BarUpdated)}
    assert bars.keys() == {"1s", "1m", "5m"}
    assert (bars["1m"].open, bars["1m"].close, bars["1m"].volume) == (100.0, 104.0, 5.0)
    assert sum(isinstance(one, BarUpdated) and one.interval == "1s" for one in events) == 5


def test_at_most_ten_announcements_a_second() -> None:
    sent: list[object] = []
    announcer = Announcer(Badge("v", simulated=True, freshness="demo"), {}, sent.append)
    for number in range(100):
        announcer.add((), _ticks(1, 0, number + 1))
        announcer.flush(number * 0.01)
    assert len(sent) == 10


def test_venue_names_are_part_of_the_key() -> None:
    venue = BinanceVenue(name="simulator", ws_url="ws://h", simulated=True)
    assert (venue.name, venue.simulated) == ("simulator", True)
