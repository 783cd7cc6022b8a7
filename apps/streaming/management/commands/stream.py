"""The stream process."""

import asyncio
import logging
import signal
from functools import partial
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand
from typing_extensions import override

from apps.accounts.provider_keys import provider_key_stored
from apps.instruments.selectors import followed_symbols
from apps.providers.registry import quote_streams, tick_venue
from apps.providers.shared.base import TickVenue
from apps.streaming.bars.retention import Retention
from apps.streaming.process.quotes import QuoteFeed
from apps.streaming.process.stream import Stream
from apps.streaming.services import feed_attach
from apps.streaming.ticks.roster import Roster

log = structlog.get_logger(__name__)
SIMULATED_H: Final = 3
"""Simulated seconds are worth nothing once folded, and SQLite need not grow with them."""
SECOND_BARS_H: Final = 24


class Command(BaseCommand):
    """Ingest the venue's trades until SIGTERM or SIGINT, then store what has arrived and end."""

    help = "Ingest live trades: socket and backfill -> bars -> store -> screens."
    # They load every route and view, 35 MB; `migrate` runs them before this starts.
    requires_system_checks = ()

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
    followed = partial(followed_symbols, any_class=venue.simulated)
    roster = Roster(venue, settings.STREAM_SYMBOLS, followed)
    log.info("stream_starts", venue=venue.name, symbols=settings.STREAM_SYMBOLS or "all")
    prices = asyncio.create_task(_prices())
    await Stream(venue, roster, feed_attach, retention=_retention(venue)).run(stop)
    prices.cancel()
    await asyncio.wait({prices})
    await venue.close()
    log.info("stream_ended")


async def _prices() -> None:
    """Follow providers' prices beside the venue; what breaks there must not stop the trades."""
    if settings.SIGHTLINE_MODE == "demo" and not settings.CHOSEN_PROVIDERS:
        return
    try:
        await QuoteFeed(partial(quote_streams, provider_key_stored)).run()
    except Exception:  # the door of a part that others must outlive
        log.exception("quotes_ended", fix="Start again; prices come from daily bars meanwhile.")


def _retention(venue: TickVenue) -> Retention:
    hours: int = settings.TICK_RETENTION_HOURS
    if venue.simulated:
        return Retention(ticks_h=min(hours, SIMULATED_H), second_bars_h=SIMULATED_H)
    return Retention(ticks_h=hours, second_bars_h=max(hours, SECOND_BARS_H))
