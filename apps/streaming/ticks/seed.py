"""A first look back: a symbol that is new, or was away too long, gets bars and recent trades."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

import structlog

from apps.instruments.store import bars_upsert
from apps.instruments.types import MICROSECOND, BarRow
from apps.providers.shared.base import ProviderError, TickVenue
from apps.streaming.ticks.backfill import PAGE, Backfill
from apps.streaming.ticks.intake import now_us
from apps.streaming.ticks.track import Track

log = structlog.get_logger(__name__)
FIVE_MINUTES_US: Final = 300 * MICROSECOND
BACK_US: Final = 24 * 3600 * MICROSECOND
TIME_LIMIT_S: Final = 30.0
MAX_PAGES: Final = 100

InWriter = Callable[..., Awaitable[Any]]


class Seed:
    """Fetch the venue's own bars of the last day and its trades of the last minutes.

    Trades are taken from a whole five minutes on, so every bar is either the venue's or folded
    here, never a mixture.

    Parameters
    ----------
    venue : TickVenue
        Who is asked.
    tracks : dict of str to Track
        One a symbol.
    backfill : Backfill
        Takes the trades on.
    catch_up : int
        A symbol that is behind by fewer trades is left to the ordinary backfill by id.
    """

    def __init__(
        self, venue: TickVenue, tracks: dict[str, Track], backfill: Backfill, *, catch_up: int
    ) -> None:
        self._venue = venue
        self._tracks = tracks
        self._backfill = backfill
        self._catch_up = catch_up

    async def run(self, in_writer: InWriter, symbols: Iterable[str]) -> None:
        """Seed some symbols; what the venue does not give in time is left out."""
        slots = asyncio.Semaphore(4)

        async def one(track: Track) -> None:
            async with slots:
                await self._symbol(track, in_writer)

        try:
            async with asyncio.timeout(TIME_LIMIT_S), asyncio.TaskGroup() as group:
                for symbol in symbols:
                    group.create_task(one(self._tracks[symbol]))
        except TimeoutError:
            log.warning("seed_cut_short", seconds=TIME_LIMIT_S)

    async def _symbol(self, track: Track, in_writer: InWriter) -> None:
        try:
            if await self._is_near(track):
                return
        except ProviderError as error:
            log.warning("seed_failed", symbol=track.symbol, cause=error.cause)
            return
        moment = now_us()
        cut = moment - moment % FIVE_MINUTES_US - FIVE_MINUTES_US
        # A venue may have the one and not the other.
        for step in (self._bars(track, cut, in_writer), self._trades(track, cut)):
            try:
                await step
            except ProviderError as error:
                log.warning("seed_failed", symbol=track.symbol, cause=error.cause)

    async def _is_near(self, track: Track) -> bool:
        last = track.sequencer.last
        if last is None:
            return False
        newest = await self._venue.newest(track.symbol)
        return newest is None or newest.trade_id - last <= self._catch_up

    async def _bars(self, track: Track, cut: int, in_writer: InWriter) -> None:
        stopped = track.sequencer.last_us
        start = max(cut - BACK_US, stopped - stopped % FIVE_MINUTES_US)
        rows: list[BarRow] = []
        for interval in ("1m", "5m"):
            rows += await self._venue.bars(track.symbol, interval, start_us=start, end_us=cut)
        await in_writer(bars_upsert, rows)

    async def _trades(self, track: Track, cut: int) -> None:
        sequencer = track.sequencer
        page = await self._venue.trades_since(track.symbol, start_us=cut, limit=PAGE)
        for _ in range(MAX_PAGES):
            found = sorted(page.ticks, key=lambda tick: tick.trade_id)
            # A venue that does not know `startTime` answers with older trades.
            ticks = [tick for tick in found if tick.timestamp_us >= cut]
            if not ticks:
                return
            await self._backfill.take_from(track, ticks)
            if sequencer.last is None or track.confirmed:
                return
            page = await self._venue.trades(track.symbol, from_id=sequencer.last + 1, limit=PAGE)
