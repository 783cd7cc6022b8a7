"""The stream process: feed, sequencers, backfill, writer and heartbeat under one roof."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

import structlog
from django.db import DatabaseError
from redis import RedisError

from apps.providers.shared.base import TickVenue
from apps.streaming.bars.announce import Announcer, Badge
from apps.streaming.bars.folder import Folder
from apps.streaming.bars.hooks import HookRunner
from apps.streaming.bars.pipeline import Pipeline
from apps.streaming.bars.retention import Retention
from apps.streaming.bars.writer import Writer
from apps.streaming.database import in_thread
from apps.streaming.feed_state import Stats
from apps.streaming.lease import Lease
from apps.streaming.process.start import Start
from apps.streaming.state import StreamState, stream_state_write
from apps.streaming.ticks.backfill import Backfill
from apps.streaming.ticks.connections import Connections
from apps.streaming.ticks.feed import Feed, Patience
from apps.streaming.ticks.gate import OLDEST_US, Gate
from apps.streaming.ticks.intake import Intake, now_us
from apps.streaming.ticks.ring_buffer import RingBuffer
from apps.streaming.ticks.roster import Roster
from apps.streaming.ticks.seed import Seed
from apps.streaming.ticks.track import Track

log = structlog.get_logger(__name__)
BUFFER_CAPACITY: Final = 50_000
BATCH: Final = 1_000
REORDER_S: Final = 0.25
"""Neighbours may swap on the way; a gap older than this is asked for."""
CONFIRM_S: Final = 2.0
"""A symbol that is silent so long after a reconnect is asked whether it missed trades."""
WATCH_S: Final = 0.1
HEARTBEAT_S: Final = 1.0
FOLLOW_S: Final = 2.0
"""How soon a symbol that somebody begins to follow is asked for."""
HOUSE_S: Final = 60.0
CATCH_UP_SIMULATED: Final = 5_000
CATCH_UP: Final = 200_000

Attach = Callable[..., None]


class Stream:
    """Ingest a venue's trades until asked to stop.

    Parameters
    ----------
    venue : TickVenue
        Where trades come from.
    roster : Roster
        Which symbols are wanted; asked again every few seconds.
    attach : callable
        Makes the instruments of new symbols, and says that this venue feeds them.
    patience : Patience
        Waiting times of the connections.
    retention : Retention
        How long ticks stay.
    """

    def __init__(
        self,
        venue: TickVenue,
        roster: Roster,
        attach: Attach,
        *,
        patience: Patience | None = None,
        retention: Retention | None = None,
    ) -> None:
        self.stats = Stats(venue.name, venue.simulated, started_us=now_us())
        self.tracks: dict[str, Track] = {}
        self.buffer = RingBuffer(BUFFER_CAPACITY, BATCH)
        self.folder = Folder()
        self.lease = Lease()
        self.writer = Writer(venue.name, self.folder, self.lease.guard)
        oldest_us = OLDEST_US if retention is None else min(OLDEST_US, retention.ticks_us)
        self.gate = Gate(set(), oldest_us)
        self.intake = Intake(self.tracks, self.buffer, self.gate, self.stats)
        catch_up = CATCH_UP_SIMULATED if venue.simulated else CATCH_UP
        self.backfill = Backfill(venue, self.intake, self.stats, catch_up=catch_up)
        self.hooks = HookRunner(self.stats)
        badge = Badge(venue.name, venue.simulated, "demo" if venue.simulated else "live")
        self.announcer = Announcer(badge, {})
        self.pipeline = Pipeline(
            buffer=self.buffer,
            folder=self.folder,
            writer=self.writer,
            announcer=self.announcer,
            hooks=self.hooks,
            horizons=self._horizons,
            stats=self.stats,
        )
        self.connections = Connections(self._feed)
        self.retention = retention
        self.roster = roster
        self.start = Start(venue, self.tracks, self.folder, self.announcer, attach)
        self.seed = Seed(venue, self.tracks, self.backfill, catch_up=catch_up)
        self._venue = venue
        self._patience = patience or Patience()

    async def run(self, stop: asyncio.Event) -> None:
        """Ingest until `stop` is set, then store what has arrived and return."""
        if not await self._become_writer(stop):
            return
        async with asyncio.TaskGroup() as group:
            writer = group.create_task(self.pipeline.run(), name="writer")
            others = [
                group.create_task(self.connections.run(), name="connections"),
                group.create_task(self._follow(), name="follow"),
                group.create_task(self._watch(group), name="watch"),
                group.create_task(self._heartbeat(), name="heartbeat"),
                group.create_task(self.hooks.run(), name="hooks"),
                group.create_task(self._keep_house(), name="house"),
            ]
            await stop.wait()
            for task in [*others, *self._fillers()]:
                task.cancel()
            self.buffer.close()
            await writer
        state = await self._report(running=False)
        await asyncio.to_thread(in_thread, self.lease.release, state)

    async def _become_writer(self, stop: asyncio.Event) -> bool:
        """Wait until no other process writes ticks, and say for whom."""
        named = ""
        while not stop.is_set():
            try:
                other = await self.pipeline.in_writer(self.lease.take, now_us())
            except DatabaseError as error:
                other = f"nobody, for the database is away: {error}"
            if not other:
                return True
            if other != named:
                named = other
                log.warning("stream_waits", writer=other, fix="One process at a time writes ticks.")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), HEARTBEAT_S)
        return False

    async def _follow(self) -> None:
        """Ask for the wanted symbols, and for what people begin to follow as they do."""
        first = True
        while True:
            try:
                followed = await asyncio.to_thread(in_thread, self._followed)
                wanted = await self.roster.symbols(followed)
                if first and wanted:
                    await self.pipeline.in_writer(self.start.clear, wanted)
                    first = False
                await self._admit(wanted)
            except DatabaseError as error:
                self.stats.fail(f"The database does not answer: {error}")
                log.warning("symbols_unknown", cause=str(error))
            await asyncio.sleep(FOLLOW_S)

    def _followed(self) -> frozenset[str]:
        return frozenset(self.roster.followed())

    async def _admit(self, wanted: Sequence[str]) -> None:
        fresh = [symbol for symbol in wanted if symbol not in self.gate.symbols]
        if fresh:
            self.tracks.update({symbol: Track(symbol) for symbol in fresh})
            await self.pipeline.in_writer(self.start.admit, fresh)
            self.gate.symbols.update(fresh)
            await self.seed.run(self.pipeline.in_writer, fresh)
            await self.pipeline.in_writer(self.start.read_previous_closes)
        if self.connections.symbols != frozenset(wanted):
            self.connections.want(wanted)
            log.info("symbols_change", symbols=len(wanted), fresh=fresh[:20])

    def _feed(self, symbols: tuple[str, ...]) -> Feed:
        return Feed(
            self._venue,
            symbols,
            self.intake.frame,
            on_link=self._link,
            stats=self.stats,
            patience=self._patience,
        )

    def _link(self, symbols: Sequence[str], now_s: float, *, connected: bool) -> None:
        for symbol in symbols:
            self.tracks[symbol].link(now_s, connected=connected)
        self.stats.connected = self.connections.connected

    def _fillers(self) -> list["asyncio.Task[None]"]:
        return [track.filler for track in self.tracks.values() if track.filler is not None]

    def _horizons(self) -> dict[str, int]:
        """Return the present for symbols whose feed is complete: the clock closes their bars."""
        moment = now_us()
        return {
            symbol: moment
            for symbol, track in self.tracks.items()
            if track.connected and track.confirmed and not track.sequencer.held
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
            track.connected
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
        """Report every second; the row that Redis cannot lose is the lease's."""
        while True:
            state = await self._report(running=True)
            # A database that is away is the writer's trouble, which logs it and tries again.
            with suppress(DatabaseError):
                await self.pipeline.in_writer(self.lease.renew, state, now_us())
            await asyncio.sleep(HEARTBEAT_S)

    async def _report(self, *, running: bool) -> StreamState:
        stats = self.stats
        stats.symbols = len(self.connections.symbols)
        stats.duplicates = self.intake.duplicates() + self.writer.known
        stats.ticks_open = self.intake.open_ticks()
        rate = stats.rate(asyncio.get_running_loop().time())
        state = stats.snapshot(now_us(), rate, running=running)
        # Without Redis the row in the database is what others see.
        with suppress(RedisError):
            await asyncio.to_thread(stream_state_write, state)
        return state

    async def _keep_house(self) -> None:
        """Drop what is older than the retention, and read again what changes are counted from."""
        if self.retention is not None:
            await self.pipeline.in_writer(self.retention.apply)
        while True:
            await asyncio.sleep(HOUSE_S)
            with suppress(DatabaseError):  # as in the heartbeat: next minute again
                if self.retention is not None:
                    await self.pipeline.in_writer(self.retention.prune, now_us())
                await self.pipeline.in_writer(self.start.read_previous_closes)
