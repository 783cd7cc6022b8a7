"""What risk reads and computes; nothing is stored."""

from apps.risk.selectors.common_days import young_asset
from apps.risk.selectors.correlation import correlation_table
from apps.risk.selectors.history import portfolio_history, series_history, shared_closes
from apps.risk.selectors.method_backtests import risk_backtest
from apps.risk.selectors.portfolio import portfolio_risk
from apps.risk.selectors.report import instrument_risk
from apps.risk.selectors.violations import newest_violation

__all__ = [
    "correlation_table",
    "instrument_risk",
    "newest_violation",
    "portfolio_history",
    "portfolio_risk",
    "risk_backtest",
    "series_history",
    "shared_closes",
    "young_asset",
]
