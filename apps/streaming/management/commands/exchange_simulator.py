"""The local venue of demo mode."""

import asyncio
import logging
import signal
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from typing_extensions import override

from apps.core.clock import now
from apps.instruments.errors import UnknownSymbolError
from apps.streaming.exchange_simulator.opening import opening_read_or_make
from apps.streaming.exchange_simulator.server import Simulator
from apps.streaming.exchange_simulator.tape import Tape
from apps.streaming.exchange_simulator.universe import PAIR, Listing, demo_listings

log = structlog.get_logger(__name__)
SEED: Final = 20_221_228


class Command(BaseCommand):
    """Stream simulated trades in Binance's protocol until SIGTERM or SIGINT."""

    help = "Serve simulated trades on loopback, in Binance's protocol."
    # They load every route and view, 35 MB; `migrate` runs them before this starts.
    requires_system_checks = ()

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.SIMULATOR_PORT)
        parser.add_argument("--seed", type=int, default=SEED)

    @override
    def handle(self, *args: Any, port: int, seed: int, **options: Any) -> None:
        # It reports every request at INFO.
        logging.getLogger("websockets").setLevel(logging.WARNING)
        listings = _listings()
        path = settings.DATA_DIR / "simulator.json"
        opening = opening_read_or_make(path, seed=seed, now_ms=_now_ms())
        asyncio.run(_serve(Simulator(listings, Tape(seed, opening), _now_ms), port))


def _listings() -> tuple[Listing, ...]:
    try:
        return tuple(demo_listings(settings.DEMO_FIXTURES))
    except UnknownSymbolError:
        log.warning(
            "demo_data_not_loaded", fix="Run `manage.py load_demo`; only crypto trades now."
        )
        return PAIR


def _now_ms() -> int:
    return int(now().timestamp() * 1_000)


async def _serve(simulator: Simulator, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await simulator.run("127.0.0.1", port, stop)
