"""What the samples are."""

from typing import Any, Final

from apps.alerts.types import RuleFields
from apps.pairs.types import ScanQuestion
from apps.pipelines.types import FeatureAsk
from apps.portfolio.questions import OptimizeRequest

SHOWN: Final = "NVDA"
"""What screens begin with."""
WATCHLISTS: Final = {
    "Stocks": ("NVDA", "AAPL", "AMZN", "MSFT", "JPM", "XOM", "KO", "JNJ"),
    "60/40": ("SPX", "US10Y.TR", "GOLD", "VIX"),
    "Crypto": ("BTC-USD", "BTCUSDT", "ETHUSDT"),
    "Pairs": ("KO", "PEP", "XOM", "CVX", "MRK", "PFE"),
}
OFTEN: Final[RuleFields] = {"repeat": "every", "cooldown_s": 3_600}
RULES: Final[tuple[RuleFields, ...]] = (
    {"kind": "price", "symbol": "BTCUSDT", "direction": "above", "threshold": 60_000.0},
    {"kind": "change", "symbol": "AAPL", "direction": "either", "threshold": 0.02},
    {
        "kind": "z_score",
        "symbol": "BTCUSDT",
        "symbol_x": "ETHUSDT",
        "interval": "1m",
        "window": 30,
        "threshold": 2.0,
    },
    {"kind": "volatility", "symbol": "SPX", "direction": "above", "threshold": 0.2},
    {"kind": "var_breach", "symbol": "NVDA"},
    {"kind": "var_breach", "symbol": "KO"},
    {"kind": "forecast_flip", "symbol": "AAPL"},
    {"kind": "data_fault", "symbol": "NVDA"},
)
_PAIR: Final[dict[str, Any]] = {
    "interval": "1d",
    "window": 60,
    "method": "rolling_ols",
    "log": True,
    "intercept": True,
    "entry_threshold": 2.0,
    "exit_threshold": 0.5,
}
PAIRS: Final[tuple[dict[str, Any], ...]] = (
    {**_PAIR, "y": "KO", "x": "PEP"},
    {**_PAIR, "y": "XOM", "x": "CVX"},
    {**_PAIR, "y": "BTCUSDT", "x": "ETHUSDT", "interval": "1m", "window": 30},
)

HELD: Final = ("AAPL", "JNJ", "JPM", "KO", "MSFT", "NVDA", "PG", "XOM")
OPTIMIZATIONS: Final = tuple(
    OptimizeRequest(HELD, objective, capital=100_000.0)
    for objective in ("equal_weight", "min_volatility", "risk_parity", "max_sharpe")
)
FEATURES: Final = FeatureAsk(("NVDA", "AAPL", "JPM", "KO", "XOM", "SPX"), "polars", "1d")
SCAN: Final = ScanQuestion(
    ("KO", "PEP", "XOM", "CVX", "MRK", "PFE", "JPM", "BAC", "PG", "WMT"), "1d", log=True, fdr=0.1
)
