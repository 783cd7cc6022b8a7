"""Where market data come from and where derived files go."""

from config.env import env_int, env_list, env_url
from config.settings.base import BASE_DIR, DATA_DIR, SIGHTLINE_MODE

__all__ = [
    "BINANCE_REST_URL",
    "BINANCE_WS_URL",
    "DEMO_FIXTURES",
    "MODELS_DIR",
    "OUTBOUND_SERVICES",
    "PANEL_DIR",
    "SIMULATOR_PORT",
    "STREAM_SYMBOLS",
    "TICK_RETENTION_HOURS",
    "VENUE_IS_SIMULATED",
]

PANEL_DIR = DATA_DIR / "panel"
MODELS_DIR = DATA_DIR / "models"
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

# The only hosts that the product calls; see apps/core/http.py.
OUTBOUND_SERVICES = {"binance": BINANCE_REST_URL}
