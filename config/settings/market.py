"""Where market data come from and where derived files go."""

from django.core.exceptions import ImproperlyConfigured

from config.env import env_folder, env_int, env_list, env_str, env_url
from config.settings.base import BASE_DIR, DATA_DIR, SIGHTLINE_MODE

__all__ = [
    "BINANCE_REST_URL",
    "BINANCE_WS_URL",
    "CHOSEN_PROVIDERS",
    "CSV_FOLDER",
    "DEMO_FIXTURES",
    "MODELS_DIR",
    "OUTBOUND_SERVICES",
    "PANEL_DIR",
    "POLYGON_WS_URL",
    "PROVIDER_CACHE_DIR",
    "PROVIDER_KEYS",
    "PROVIDER_ORDER",
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

SIMULATOR_PORT = env_int("SIGHTLINE_SIMULATOR_PORT", 8765, low=1, high=65_535)
_CHOSEN_VENUE = env_url("SIGHTLINE_BINANCE_WS_URL", schemes=("ws", "wss"))
# A venue that a person names is used in demo mode too; the simulator then stays out.
VENUE_IS_SIMULATED = SIGHTLINE_MODE == "demo" and not _CHOSEN_VENUE

_DEFAULT_WS, _DEFAULT_REST = (
    (f"ws://127.0.0.1:{SIMULATOR_PORT}", f"http://127.0.0.1:{SIMULATOR_PORT}")
    if VENUE_IS_SIMULATED
    else ("wss://fstream.binance.com/market", "https://fapi.binance.com")
)
BINANCE_WS_URL = _CHOSEN_VENUE or _DEFAULT_WS
BINANCE_REST_URL = env_url("SIGHTLINE_BINANCE_REST_URL", _DEFAULT_REST, schemes=("http", "https"))
STREAM_SYMBOLS = tuple(
    symbol.upper()
    for symbol in env_list(
        "SIGHTLINE_STREAM_SYMBOLS", () if VENUE_IS_SIMULATED else ("BTCUSDT", "ETHUSDT")
    )
)
TICK_RETENTION_HOURS = env_int("SIGHTLINE_TICK_RETENTION_HOURS", 48, low=1, high=24 * 3650)

_WEB, _SOCKET = ("http", "https"), ("ws", "wss")
_CHOSEN_URLS = {
    "binance": env_url("SIGHTLINE_BINANCE_REST_URL", schemes=_WEB),
    "yahoo": env_url("SIGHTLINE_YAHOO_URL", schemes=_WEB),
    "polygon": env_url("SIGHTLINE_POLYGON_REST_URL", schemes=_WEB),
    "alphavantage": env_url("SIGHTLINE_ALPHAVANTAGE_URL", schemes=_WEB),
}
# A folder of one CSV file of daily bars for each symbol; see apps/providers/csv_files.
CSV_FOLDER = env_folder("SIGHTLINE_CSV_DIR")
# Demo mode asks nobody outside, but whom a person names by an address or a folder.
CHOSEN_PROVIDERS = frozenset(name for name, url in _CHOSEN_URLS.items() if url) | (
    {"csv"} if CSV_FOLDER else frozenset()
)


def _socket_url(variable: str, provider: str, usual: str) -> str:
    """Return a provider's socket; empty in demo mode, and where a person set its REST address."""
    outside = SIGHTLINE_MODE == "live" and provider not in CHOSEN_PROVIDERS
    return env_url(variable, usual if outside else "", schemes=_SOCKET)


YAHOO_WS_URL = _socket_url("SIGHTLINE_YAHOO_WS_URL", "yahoo", "wss://streamer.finance.yahoo.com")
POLYGON_WS_URL = _socket_url("SIGHTLINE_POLYGON_WS_URL", "polygon", "wss://socket.polygon.io")
PROVIDER_KEYS = {
    "polygon": env_str("POLYGON_API_KEY"),
    "alphavantage": env_str("ALPHAVANTAGE_API_KEY"),
}
# Who is asked first; a provider without its key, or of other instruments, is left out.
# Own files come before providers.
_PROVIDERS = ("binance", "polygon", "yahoo", "alphavantage")
PROVIDER_ORDER = env_list("SIGHTLINE_PROVIDERS", ("csv", *_PROVIDERS) if CSV_FOLDER else _PROVIDERS)
if "csv" in PROVIDER_ORDER and not CSV_FOLDER:
    raise ImproperlyConfigured(
        "SIGHTLINE_PROVIDERS names csv, which has no folder; set SIGHTLINE_CSV_DIR to one."
    )
PROVIDER_CACHE_DIR = DATA_DIR / "providers"

# The only hosts that the product calls; see apps/core/outbound/http.py.
OUTBOUND_SERVICES = {
    "binance": BINANCE_REST_URL,
    "yahoo": _CHOSEN_URLS["yahoo"] or "https://query2.finance.yahoo.com",
    "polygon": _CHOSEN_URLS["polygon"] or "https://api.polygon.io",
    "alphavantage": _CHOSEN_URLS["alphavantage"] or "https://www.alphavantage.co",
}
