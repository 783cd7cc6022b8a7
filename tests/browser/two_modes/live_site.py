"""The product in live mode against providers and a venue that stand in on loopback."""

import asyncio
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from apps.core import clock
from apps.streaming.exchange_simulator.server import Simulator
from apps.streaming.exchange_simulator.tape import MINUTE_MS, Opening, Tape
from apps.streaming.exchange_simulator.universe import PAIR
from launcher.layout import Layout
from launcher.running.child_environment import tool_environment
from launcher.testing.plan import test_environment
from launcher.testing.ports import reserved_port
from launcher.testing.product import running_product
from tests.servers.providers.csv_files import bars_text
from tests.servers.providers.server import ProviderServer

SEED = 7


@dataclass(frozen=True)
class LiveSite:
    """A product in live mode, and the providers that it asks."""

    url: str
    providers: ProviderServer


@contextmanager
def venue() -> Iterator[str]:
    """Trades in Binance's protocol, in a thread of their own; gives the socket's address."""
    port = reserved_port()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    now_ms = _now_ms()
    opening = Opening((now_ms - 10 * MINUTE_MS) // MINUTE_MS * MINUTE_MS)
    simulator = Simulator(PAIR, Tape(SEED, opening), _now_ms)

    def serve() -> None:
        loop.run_until_complete(simulator.run("127.0.0.1", port, stop))
        loop.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"ws://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=10)


@contextmanager
def live_site(layout: Layout) -> Iterator[LiveSite]:
    """Start everything; no provider has a key, and a folder holds a fund that no provider knows."""
    with ProviderServer() as providers, venue() as address, tempfile.TemporaryDirectory() as files:
        _fill(Path(files), providers)
        env = test_environment(tool_environment(layout)) | {
            "SIGHTLINE_MODE": "live",
            "SIGHTLINE_BINANCE_WS_URL": address,
            "SIGHTLINE_BINANCE_REST_URL": providers.url("binance"),
            "SIGHTLINE_YAHOO_URL": providers.url("yahoo"),
            "SIGHTLINE_POLYGON_REST_URL": providers.url("polygon"),
            "SIGHTLINE_ALPHAVANTAGE_URL": providers.url("alphavantage"),
            "SIGHTLINE_STREAM_SYMBOLS": "BTCUSDT",
            "SIGHTLINE_CSV_DIR": files,
        }
        with running_product(layout, env) as url:
            yield LiveSite(url, providers)


def _fill(folder: Path, providers: ProviderServer) -> None:
    # Asking what is listed also makes it once, not by the first requests side by side.
    days = providers.listed["IBM"].days
    (folder / "OWNFUND.csv").write_text(bars_text(days))
    (folder / "instruments.csv").write_text(
        "symbol,name,asset_class,exchange\nOWNFUND,The fund of our own,etf,XNYS\n"
    )


def _now_ms() -> int:
    return int(clock.now().timestamp() * 1_000)
