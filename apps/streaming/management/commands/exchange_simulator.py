"""The local venue of demo mode."""

import asyncio
import logging
import signal
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from typing_extensions import override

from apps.core.clock import now
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.services.demo_levels import levels_read
from apps.streaming.exchange_simulator.opening import tape_read_or_make, tape_store
from apps.streaming.exchange_simulator.server import Simulator
from apps.streaming.exchange_simulator.tape import MINUTE_MS, Tape
from apps.streaming.exchange_simulator.universe import PAIR, Listing, demo_listings

log = structlog.get_logger(__name__)
SEED: Final = 20_221_228
_LOOK_S: Final = 1.0


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
        path = settings.DATA_DIR / "simulator.json"
        percent = settings.SIMULATED_TRADES_PERCENT
        tape = tape_read_or_make(path, seed=seed, now_ms=_now_ms(), percent=percent)
        listings = tuple(one.thinned(tape.opening.percent) for one in _listings())
        look = partial(_follow, path, tape, seed, {one.symbol: one for one in listings})
        asyncio.run(_serve(Simulator(listings, tape, _now_ms), port, look))


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


def _follow(path: Path, tape: Tape, seed: int, listings: Mapping[str, Listing]) -> None:
    """Send prices through a replay's session, from the next minute on; kept before it counts."""
    found = levels_read()
    sessions = {symbol: one for symbol, one in found.sessions.items() if symbol in listings}
    opened = {symbol: listings[symbol].anchor for symbol in sessions}
    tape.levels.begin(opened, tape.opening.time_ms // MINUTE_MS)
    minute = _now_ms() // MINUTE_MS + 1
    ways = {listings[symbol]: one for symbol, one in sessions.items()}
    if tape.follow(ways, minute, found.minutes):
        tape_store(path, tape, seed=seed)


async def _follow_replay(look: Callable[[], None]) -> None:
    while True:
        look()
        await asyncio.sleep(_LOOK_S)


async def _serve(simulator: Simulator, port: int, look: Callable[[], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    following = asyncio.create_task(_follow_replay(look))
    await simulator.run("127.0.0.1", port, stop)
    following.cancel()
