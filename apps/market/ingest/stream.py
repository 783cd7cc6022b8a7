"""The stream process: feed, sequencers, backfill, writer and heartbeat under one roof."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import structlog
from redis import RedisError

from apps.market.ingest.announce import Announcer, Badge
from apps.market.ingest.backfill import Backfill
from apps.market.ingest.feed import Feed, Patience
from apps.market.ingest.folder import Folder
from apps.market.ingest.gate import OLDEST_US, Gate
from apps.market.ingest.hooks import HookRunner
from apps.market.ingest.intake import Intake, now_us
from apps.market.ingest.pipeline import Pipeline
from apps.market.ingest.retention import Retention
from apps.market.ingest.ring import Ring
from apps.market.ingest.seed import Seed
from apps.market.ingest.start import Start
from apps.market.ingest.state import Stats
from apps.market.ingest.track import Track
from apps.market.ingest.writer import Writer
from apps.market.providers.base import TickVenue
from apps.market.stream_state import stream_state_write

log = structlog.get_logger(__name__)
RING_CAPACITY: Final = 50_000
BATCH: Final = 1_000
REORDER_S: Final = 0.25
"""Neighbours may swap on the way; a gap older than this is asked for."""
CONFIRM_S: Final = 2.0
"""A symbol that is silent so long after a reconnect is asked whether it missed trades."""
WATCH_S: Final = 0.1
HEARTBEAT_S: Final = 1.0
HOUSE_S: Final = 60.0
CATCH_UP_SIMULATED: Final = 5_000
CATCH_UP: Final = 200_000


class Stream:
    """Ingest a venue's trades until told to stop.

    Parameters
    ----------
    venue : TickVenue
        Where trades come from.
    symbols : sequence of str
        What to ingest; each has an instrument.
    patience : Patience
        Waiting times of the connection.
    retention : Retention
        How long ticks stay.
    """

    def __init__(
        self,
        venue: TickVenue,
        symbols: Sequence[str],
        *,
        patience: Patience | None = None,
        retention: Retention | None = None,
    ) -> None:
        self.stats = Stats(venue.name, venue.simulated, len(symbols), started_us=now_us())
        self.tracks = {symbol: Track(symbol) for symbol in symbols}
        self.ring = Ring(RING_CAPACITY, BATCH)
        self.folder = Folder()
        self.writer = Writer(venue.name, self.folder)
        oldest_us = OLDEST_US if retention is None else min(OLDEST_US, retention.ticks_us)
        gate = Gate(set(symbols), oldest_us)
        self.intake = Intake(self.tracks, self.ring, gate, self.stats)
        catch_up = CATCH_UP_SIMULATED if venue.simulated else CATCH_UP
        self.backfill = Backfill(venue, self.intake, self.stats, catch_up=catch_up)
        self.hooks = HookRunner(self.stats)
        badge = Badge(venue.name, venue.simulated, "demo" if venue.simulated else "live")
        self.announcer = Announcer(badge, {})
        self.pipeline = Pipeline(
            ring=self.ring,
            folder=self.folder,
            writer=self.writer,
            announcer=self.announcer,
            hooks=self.hooks,
            horizons=self._horizons,
            stats=self.stats,
        )
        self.feed = Feed(
            venue,
            symbols,
            self.intake.frame,
            on_connect=self._connected,
            stats=self.stats,
            patience=patience or Patience(),
        )
        self.retention = retention
        self.start = Start(venue, self.tracks, self.folder, self.announcer)
        self.seed = Seed(venue, self.tracks, self.backfill, catch_up=catch_up)

    async def run(self, stop: asyncio.Event) -> None:
        """Ingest until `stop` is set, then store what has arrived and return."""
        await self.pipeline.in_writer(self.start.prepare)
        async with asyncio.TaskGroup() as group:
            writer = group.create_task(self.pipeline.run(), name="writer")
            others = [
                group.create_task(self._ingest(), name="feed"),
                group.create_task(self._watch(group), name="watch"),
                group.create_task(self._heartbeat(), name="heartbeat"),
                group.create_task(self.hooks.run(), name="hooks"),
                group.create_task(self._keep_house(), name="house"),
            ]
            await stop.wait()
            for task in [*others, *self._fillers()]:
                task.cancel()
            self.ring.close()
            await writer
        await self._beat(running=False)

    async def _ingest(self) -> None:
        await self.seed.run(self.pipeline.in_writer)
        await self.pipeline.in_writer(self.start.read_previous_closes)
        await self.feed.run()

    def _fillers(self) -> list["asyncio.Task[None]"]:
        return [track.filler for track in self.tracks.values() if track.filler is not None]

    def _connected(self, now_s: float) -> None:
        for track in self.tracks.values():
            track.doubt(now_s)

    def _horizons(self) -> dict[str, int]:
        """Return the present for symbols whose feed is whole: their bars settle by the clock."""
        if not self.stats.connected:
            return {}
        moment = now_us()
        return {
            symbol: moment
            for symbol, track in self.tracks.items()
            if track.confirmed and not track.sequencer.held
        }

    async def _watch(self, group: asyncio.TaskGroup) -> None:
        """Start a backfill wherever one is needed."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(WATCH_S)
            for track in self.tracks.values():
                if not track.filling:
                    self._look(group, track, loop.time())

    def _look(self, group: asyncio.TaskGroup, track: Track, now_s: float) -> None:
        gap_old = track.waiting_since_s is not None and now_s - track.waiting_since_s > REORDER_S
        unsure = (
            self.stats.connected
            and not track.confirmed
            and track.sequencer.last is not None
            and track.unsure_since_s is not None
            and now_s - track.unsure_since_s > CONFIRM_S
        )
        if gap_old or unsure:
            track.filler = group.create_task(self.backfill.fill(track))
        elif track.sequencer.open_gaps and now_s >= track.retry_at_s:
            track.filler = group.create_task(self.backfill.refill(track))

    async def _heartbeat(self) -> None:
        while True:
            await self._beat(running=True)
            await asyncio.sleep(HEARTBEAT_S)

    async def _beat(self, *, running: bool) -> None:
        stats = self.stats
        stats.duplicates = self.intake.duplicates() + self.writer.known
        stats.ticks_open = self.intake.open_ticks()
        rate = stats.rate(asyncio.get_running_loop().time())
        state = stats.snapshot(now_us(), rate, running=running)
        # Without Redis nobody sees the state, and the ingest goes on.
        with suppress(RedisError):
            await asyncio.to_thread(stream_state_write, state)

    async def _keep_house(self) -> None:
        """Drop what is older than the retention, and read again what changes are counted from."""
        while True:
            await asyncio.sleep(HOUSE_S)
            if self.retention is not None:
                await self.pipeline.in_writer(self.retention.prune, self.tracks, now_us())
            await self.pipeline.in_writer(self.start.read_previous_closes)
