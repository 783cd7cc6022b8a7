"""What can be asked about stored forecasts, models and outcomes."""

from apps.forecasts.selectors.news import forecasts_newest, outcomes_since
from apps.forecasts.selectors.stored import (
    any_trained,
    forecast_answer,
    intraday_answer,
    issued_by_now,
    leaderboard,
    ledger_rows,
    prediction_snapshot,
    versions_usable,
)

__all__ = [
    "any_trained",
    "forecast_answer",
    "forecasts_newest",
    "intraday_answer",
    "issued_by_now",
    "leaderboard",
    "ledger_rows",
    "outcomes_since",
    "prediction_snapshot",
    "versions_usable",
]
