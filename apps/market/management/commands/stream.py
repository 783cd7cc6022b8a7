"""The stream process."""

import asyncio
import logging
import signal
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand
from typing_extensions import override

from apps.market.ingest.database import in_thread
from apps.market.ingest.retention import Retention
from apps.market.ingest.stream import Stream
from apps.market.providers.base import ProviderError, TickVenue
from apps.market.providers.registry import tick_venue
from apps.market.services.feeds import feed_attach

log = structlog.get_logger(__name__)
SIMULATED_H: Final = 3
"""Simulated seconds are worth nothing once folded, and SQLite need not grow with them."""
SECOND_BARS_H: Final = 24
ASK_AGAIN_S: Final = 2.0


class Command(BaseCommand):
    """Ingest the venue's trades until SIGTERM or SIGINT, then store what has arrived and end."""

    help = "Ingest live trades: socket and backfill -> bars -> store -> screens."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            import uvloop  # noqa: PLC0415  optional: not on every platform

            runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
        except ImportError:
            runner = asyncio.Runner()
        logging.getLogger("websockets").setLevel(logging.WARNING)
        with runner:
            runner.run(_main())


async def _main() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    venue = tick_venue()
    symbols = settings.STREAM_SYMBOLS or await _listed(venue, stop)
    if not stop.is_set():
        await asyncio.to_thread(in_thread, feed_attach, symbols=symbols, source=venue.name)
        log.info("stream_starts", venue=venue.name, symbols=len(symbols))
        await Stream(venue, symbols, retention=_retention(venue)).run(stop)
    await venue.close()
    log.info("stream_ended")


async def _listed(venue: TickVenue, stop: asyncio.Event) -> tuple[str, ...]:
    """Ask the venue which symbols it trades, until it answers."""
    while not stop.is_set():
        try:
            return await venue.symbols()
        except ProviderError as error:
            log.info("venue_not_ready", cause=error.cause)
        try:
            async with asyncio.timeout(ASK_AGAIN_S):
                await stop.wait()
        except TimeoutError:
            continue
    return ()


def _retention(venue: TickVenue) -> Retention:
    hours: int = settings.TICK_RETENTION_HOURS
    if venue.simulated:
        return Retention(ticks_h=min(hours, SIMULATED_H), second_bars_h=SIMULATED_H)
    return Retention(ticks_h=hours, second_bars_h=max(hours, SECOND_BARS_H))
