"""Where market data come from and where derived files go."""

from django.core.exceptions import ImproperlyConfigured

from config.env import env_folder, env_int, env_list, env_str, env_url
from config.providers import SERVICES
from config.settings.base import BASE_DIR, DATA_DIR, SIGHTLINE_MODE

__all__ = [
    "BINANCE_WS_URL",
    "CHOSEN_PROVIDERS",
    "CSV_FOLDER",
    "DEMO_FIXTURES",
    "DEMO_SAMPLES",
    "MARKET_REPLAY",
    "MODELS_DIR",
    "OUTBOUND_SERVICES",
    "PANEL_DIR",
    "POLYGON_WS_URL",
    "PROVIDER_CACHE_DIR",
    "PROVIDER_KEYS",
    "PROVIDER_ORDER",
    "SIMULATED_TRADES_PERCENT",
    "SIMULATOR_PORT",
    "STREAM_SYMBOLS",
    "TICK_RETENTION_HOURS",
    "UPLOADS_DIR",
    "VENUE_IS_SIMULATED",
    "YAHOO_WS_URL",
]

PANEL_DIR = DATA_DIR / "panel"
MODELS_DIR = DATA_DIR / "models"
# Uploaded files wait here for the worker that reads them.
UPLOADS_DIR = DATA_DIR / "uploads"
DEMO_FIXTURES = BASE_DIR / "fixtures" / "demo"

# Demo mode plays its last year back, session after session; "off" shows all of its history at once.
MARKET_REPLAY = (
    env_str("SIGHTLINE_REPLAY", "on", choices=("on", "off")) == "on" and SIGHTLINE_MODE == "demo"
)

# Lists, rules, pairs and runs that the demo's person finds at the first visit.
DEMO_SAMPLES = env_str("SIGHTLINE_SAMPLES", "on", choices=("on", "off")) == "on"

SIMULATOR_PORT = env_int("SIGHTLINE_SIMULATOR_PORT", 8765, low=1, high=65_535)
# Read once, when a data folder's venue first opens; fewer trades cost a small machine less.
SIMULATED_TRADES_PERCENT = env_int("SIGHTLINE_SIMULATED_TRADES_PERCENT", 100, low=1, high=100)
_CHOSEN_VENUE = env_url("SIGHTLINE_BINANCE_WS_URL", schemes=("ws", "wss"))
# A venue that a person names is used in demo mode too; the simulator then stays out.
VENUE_IS_SIMULATED = SIGHTLINE_MODE == "demo" and not _CHOSEN_VENUE

_LOOPBACK = f"127.0.0.1:{SIMULATOR_PORT}"
BINANCE_WS_URL = _CHOSEN_VENUE or (
    f"ws://{_LOOPBACK}" if VENUE_IS_SIMULATED else "wss://fstream.binance.com/market"
)
STREAM_SYMBOLS = tuple(
    symbol.upper()
    for symbol in env_list(
        "SIGHTLINE_STREAM_SYMBOLS", () if VENUE_IS_SIMULATED else ("BTCUSDT", "ETHUSDT")
    )
)
TICK_RETENTION_HOURS = env_int("SIGHTLINE_TICK_RETENTION_HOURS", 48, low=1, high=24 * 3650)

_WEB, _SOCKET = ("http", "https"), ("ws", "wss")
_CHOSEN_URLS = {one.name: env_url(one.address_variable, schemes=_WEB) for one in SERVICES}
# A folder of one CSV file of daily bars for each symbol; see apps/providers/csv_files.
CSV_FOLDER = env_folder("SIGHTLINE_CSV_DIR")
# Demo mode asks nobody outside, but whom a person names by an address or a folder.
CHOSEN_PROVIDERS = (
    frozenset(name for name, url in _CHOSEN_URLS.items() if url)
    | ({"csv"} if CSV_FOLDER else frozenset())
    | ({"replay"} if MARKET_REPLAY else frozenset())
)


def _socket_url(variable: str, provider: str, usual: str) -> str:
    """Return a provider's socket; empty in demo mode, and where a person set its REST address."""
    outside = SIGHTLINE_MODE == "live" and provider not in CHOSEN_PROVIDERS
    return env_url(variable, usual if outside else "", schemes=_SOCKET)


YAHOO_WS_URL = _socket_url("SIGHTLINE_YAHOO_WS_URL", "yahoo", "wss://streamer.finance.yahoo.com")
POLYGON_WS_URL = _socket_url("SIGHTLINE_POLYGON_WS_URL", "polygon", "wss://socket.polygon.io")
PROVIDER_KEYS = {one.name: env_str(one.key_variable) for one in SERVICES if one.key_variable}
# Who is asked first; a provider without its key, or of other instruments, is left out.
# Own files come before providers.
_PROVIDERS = tuple(one.name for one in SERVICES)
_CHOSEN_ORDER = env_list("SIGHTLINE_PROVIDERS", ("csv", *_PROVIDERS) if CSV_FOLDER else _PROVIDERS)
PROVIDER_ORDER = ("replay", *_CHOSEN_ORDER) if MARKET_REPLAY else _CHOSEN_ORDER
if "csv" in PROVIDER_ORDER and not CSV_FOLDER:
    raise ImproperlyConfigured(
        "SIGHTLINE_PROVIDERS names csv, which has no folder; set SIGHTLINE_CSV_DIR to one."
    )
PROVIDER_CACHE_DIR = DATA_DIR / "providers"

# The only hosts that the product calls; see apps/core/outbound/http.py.
OUTBOUND_SERVICES = {one.name: _CHOSEN_URLS[one.name] or one.address for one in SERVICES}
if VENUE_IS_SIMULATED and not _CHOSEN_URLS["binance"]:
    OUTBOUND_SERVICES["binance"] = f"http://{_LOOPBACK}"
