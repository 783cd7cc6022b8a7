"""Fetch what the socket did not bring: gaps by id, page after page, until there is none."""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from apps.core.backoff import Backoff
from apps.instruments.types import Tick
from apps.providers.shared.base import ProviderError, TickVenue
from apps.streaming.feed_state import Stats
from apps.streaming.ticks.intake import Intake, now_us
from apps.streaming.ticks.track import Track

PAGE: Final = 1_000
ATTEMPTS: Final = 5
RETRY: Final = Backoff(0.4, 3.0, spread=(0.5, 1.0))
RETRY_OPEN_S: Final = 15.0
log = structlog.get_logger(__name__)


class Backfill:
    """Fill gaps of all symbols, one page at a time a symbol, a few symbols at once.

    Parameters
    ----------
    venue : TickVenue
        Who repeats trades.
    intake : Intake
        Where pages go.
    stats : Stats
        What is counted.
    catch_up : int
        Longer gaps are not walked through: their trades stay missing and are counted.
    parallel : int
        How many symbols ask at the same time; the venue limits requests by weight.
    """

    def __init__(
        self, venue: TickVenue, intake: Intake, stats: Stats, *, catch_up: int, parallel: int = 4
    ) -> None:
        self._venue = venue
        self._intake = intake
        self._stats = stats
        self._catch_up = catch_up
        self._slots = asyncio.Semaphore(parallel)

    async def fill(self, track: Track) -> None:
        """Fill the present gap, or look whether trades followed the last one."""
        sequencer = track.sequencer
        before, had_gap = self._stats.ticks_filled, sequencer.gap is not None
        self._stats.gaps_found += had_gap
        failures, doubted = 0, -1
        while sequencer.last is not None and (sequencer.held or not track.confirmed):
            gap, start = sequencer.gap, sequencer.last + 1
            if gap is not None and gap.size > self._catch_up:
                await self._leap(track, gap.last + 1)
                continue
            page = await self._page(track, start)
            if page is None or (not page and gap is not None):
                failures += 1
                if failures >= ATTEMPTS:
                    await self._give_up(track)
                    return
                await asyncio.sleep(RETRY.wait_s(failures))
                continue
            failures = 0
            if page and page[0].trade_id > start and doubted != start:
                doubted = start  # a hole in the answer: asked once more before it is believed
                await asyncio.sleep(0.2)
                continue
            await self._take(track, page)
        if had_gap:
            self._stats.gaps_filled += 1
            log.debug("gap_filled", symbol=track.symbol, ticks=self._stats.ticks_filled - before)

    async def refill(self, track: Track) -> None:
        """Ask again for gaps that were let go; their ticks come late, their bars are refolded."""
        sequencer = track.sequencer
        while sequencer.open_gaps:
            gap = sequencer.open_gaps[0]
            page = await self._page(track, gap.first)
            if not page:
                break
            inside = [tick for tick in page if tick.trade_id <= gap.last]
            ready = self._valid(track, inside)
            self._stats.ticks_filled += len(ready)
            self._stats.ticks_missing += sequencer.forget(min(page[-1].trade_id, gap.last))
            await self._intake.forward(ready)
        self._stats.gaps_filled += not sequencer.open_gaps
        track.retry_at_s = asyncio.get_running_loop().time() + RETRY_OPEN_S

    async def take_from(self, track: Track, page: Sequence[Tick]) -> None:
        """Take trades that start anew: the ids before the first one are left out."""
        if track.sequencer.last is None:
            track.sequencer.last = page[0].trade_id - 1
        await self._intake.forward(track.sequencer.skip_to(page[0].trade_id))
        await self._take(track, page)

    async def _page(self, track: Track, start: int) -> list[Tick] | None:
        """Return a page by rising id, without what lies before `start`; None when it failed."""
        async with self._slots:
            try:
                parsed = await self._venue.trades(track.symbol, from_id=start, limit=PAGE)
            except ProviderError as error:
                self._stats.fail(str(error))
                log.warning("backfill_failed", symbol=track.symbol, cause=error.cause)
                if error.retry_after_s:
                    await asyncio.sleep(min(error.retry_after_s, 60.0))
                return None
        self._stats.malformed += parsed.malformed
        found = {tick.trade_id: tick for tick in parsed.ticks if tick.trade_id >= start}
        return [found[trade_id] for trade_id in sorted(found)]

    async def _take(self, track: Track, page: Sequence[Tick]) -> None:
        """Offer a page up to its first hole; ids that the venue skips twice do not exist."""
        sequencer = track.sequencer
        ready: list[Tick] = []
        for index, tick in enumerate(page):
            expected = (sequencer.last or 0) + 1
            if tick.trade_id < expected:
                continue  # it came over the socket meanwhile
            if tick.trade_id > expected:
                if index:
                    break
                self._stats.ticks_missing += tick.trade_id - expected
                ready += sequencer.skip_to(tick.trade_id)
            ready += self._valid(track, (tick,)) or sequencer.skip_to(tick.trade_id + 1)
        track.note(asyncio.get_running_loop().time())
        track.confirmed = len(page) < PAGE and not sequencer.held
        self._stats.ticks_filled += len(ready)
        await self._intake.forward(ready)

    def _valid(self, track: Track, ticks: Sequence[Tick]) -> list[Tick]:
        moment = now_us()
        good = [tick for tick in ticks if not self._intake.refused(tick, moment)]
        return [out for tick in good for out in track.sequencer.offer(tick)]

    async def _leap(self, track: Track, first_id: int) -> None:
        """Leave a gap that is too long to walk through; bars of the venue cover its time."""
        sequencer = track.sequencer
        self._stats.ticks_missing += first_id - (sequencer.last or 0) - 1
        log.warning("gap_too_long", symbol=track.symbol, first_id=first_id)
        await self._intake.forward(sequencer.skip_to(first_id))
        track.note(asyncio.get_running_loop().time())

    async def _give_up(self, track: Track) -> None:
        """Let the held ticks go on; the gap stays open and is asked for again."""
        sequencer, gap = track.sequencer, track.sequencer.gap
        now_s = asyncio.get_running_loop().time()
        if gap is not None:
            log.error("gap_open", symbol=track.symbol, first=gap.first, last=gap.last)
        ready = sequencer.release()
        track.note(now_s)
        track.confirmed = True
        track.retry_at_s = now_s + RETRY_OPEN_S
        await self._intake.forward(ready)
