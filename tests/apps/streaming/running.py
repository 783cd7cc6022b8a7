"""Run the stream against a venue in a test, and compare what is stored with what was played."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import numpy as np
from asgiref.sync import sync_to_async
from pytest_django import Settings

from apps.core.outbound import http
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_columns, ticks_columns
from apps.instruments.types import Tick
from apps.providers.binance.venue import BinanceVenue
from apps.providers.shared.base import TickVenue
from apps.streaming.database import in_thread
from apps.streaming.process.stream import Stream
from apps.streaming.services import feed_attach
from apps.streaming.ticks.feed import Patience
from apps.streaming.ticks.roster import Roster
from ml.series.bars import INTERVALS_US
from ml.series.bars_fold import fold

R = TypeVar("R")
QUICK = Patience(stall_s=0.8, stall_max_s=2.0, retry_first_s=0.05, retry_max_s=0.2)
FOREVER = 2**62


def unguarded() -> None:
    """Stand in for the lease of a writer that is tested alone."""


def venue_at(settings: Settings, port: int, name: str = "binance") -> BinanceVenue:
    settings.OUTBOUND_SERVICES = {"binance": f"http://127.0.0.1:{port}"}
    http.breaker.cache_clear()
    return BinanceVenue(name=name, ws_url=f"ws://127.0.0.1:{port}", simulated=False)


async def in_database(work: Callable[..., R], *args: object, **kwargs: object) -> R:
    """Do database work beside the loop, and leave no connection open in the thread."""
    return await sync_to_async(in_thread)(work, *args, **kwargs)


class Watched(Stream):
    """A stream with a place for what it announces."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.announced: list[object] = []


@asynccontextmanager
async def streaming(
    venue: TickVenue,
    symbols: Sequence[str],
    patience: Patience = QUICK,
    followed: Callable[[], Iterable[str]] = tuple,
):
    """Run a stream; on the way out it is stopped as SIGTERM does."""
    roster = Roster(venue, symbols, followed)
    stream, stop = Watched(venue, roster, feed_attach, patience=patience), asyncio.Event()
    # There is no Redis here; what would be announced is left at `stream.announced`. Streams may
    # overlap, so nothing is patched that they share.
    stream.announcer.publish = stream.announced.extend
    # What other apps do at a closed bar is tested there.
    vars(stream.hooks)["offer"] = lambda rows: None
    task = asyncio.create_task(stream.run(stop))
    try:
        yield stream
    finally:
        stop.set()
        await asyncio.wait_for(task, 60)
        await venue.close()


async def until(condition: Callable[[], bool], *, within_s: float) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110  what is watched cannot notify a test
            await asyncio.sleep(0.05)


async def stored_all(stream: Stream, count: int, *, within_s: float) -> None:
    """Wait until so many ticks are stored."""
    await until(lambda: stream.writer.stored >= count, within_s=within_s)


def assert_stored_equals(played: Sequence[Tick]) -> None:
    """No gap, no duplicate, no foreign tick; every bar equals its recomputation in every bit."""
    for symbol in {tick.symbol for tick in played}:
        mine = sorted((t for t in played if t.symbol == symbol), key=lambda t: t.trade_id)
        columns = ticks_columns(venue=mine[0].venue, symbol=symbol, start_us=0, end_us=FOREVER)
        assert columns[0].tolist() == [tick.timestamp_us for tick in mine]
        assert columns[1].tolist() == [tick.price for tick in mine]
        assert columns[2].tolist() == [tick.quantity for tick in mine]
        row = InstrumentRow.objects.get(symbol=symbol, owner=None)
        for step in INTERVALS_US.values():
            assert_bars_equal(row.pk, columns, step)


def assert_bars_equal(
    instrument_id: int, columns: tuple[np.ndarray, np.ndarray, np.ndarray], step: int
) -> None:
    expected = fold(*columns, step)
    stored = bars_columns(instrument_id=instrument_id, interval_s=step // 1_000_000)
    assert stored.timestamps.tolist() == expected.start_us.tolist()
    for name in ("open", "high", "low", "close", "volume", "vwap"):
        assert getattr(stored, name).tolist() == getattr(expected, name).tolist(), name
    assert stored.settled[:-1].all()
