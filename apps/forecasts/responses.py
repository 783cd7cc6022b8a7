"""The shapes of answers, put together from what is stored."""

from collections.abc import Mapping
from typing import Any

from apps.core.clock import utc_iso
from apps.forecasts.edge import proven_direction
from apps.forecasts.models import Forecast, ModelVersion
from apps.forecasts.types import LEVELS, Verdict

_NO_SKILL: dict[str, Any] = {
    "r2_vs_random_walk": None,
    "mae_ratio": None,
    "dm_statistic": None,
    "p_value": None,
    "verdict": "unknown",
    "observations": 0,
    "days": 0,
}


def prediction_response(
    forecast: Forecast, scores: list[dict[str, Any]] | None, horizon: int
) -> dict[str, Any]:
    """Return the answer of `GET /prediction` from a stored forecast and its symbol's scores."""
    steps = _steps(forecast, scores)[:horizon]
    target = steps[-1]
    own = scores[horizon - 1] if scores else None
    pooled = forecast.version.scores[horizon - 1]
    return {
        "symbol": forecast.symbol,
        "as_of": utc_iso(forecast.as_of),
        "issued_at": utc_iso(forecast.issued_at),
        "interval": forecast.interval,
        # A daily forecast reaches from the last known close to the next ones, whenever they come.
        "expired_at": None,
        "simulated": False,
        "last_price": forecast.last_price,
        "model": forecast.model,
        "horizon": horizon,
        "predicted_price": target["predicted_price"],
        "predicted_return": target["predicted_return"],
        "predicted_volatility": target["predicted_volatility"],
        "value_at_risk_95": target["value_at_risk_95"],
        "direction": target["direction"],
        "probability_up": target["probability_up"],
        "probability_error": target["probability_error"],
        "base_rate_up": target["base_rate_up"],
        "steps": steps,
        "skill": own["skill"] if own else _NO_SKILL,
        "pooled_skill": pooled["skill"],
        "direction_score": own["direction"] if own else None,
        "coverage": coverage_response(own["coverage"] if own else None),
        "coverage_detail": _detail(own["coverage"]) if own else None,
        "interval_method": "conformal",
        "interval_scores": forecast.content["scores"],
        "explanation": forecast.content["explanations"][horizon - 1],
        "trained_at": utc_iso(forecast.version.trained_at),
        "forecast_hash": forecast.forecast_hash,
        "notices": forecast.content.get("notices", []),
    }


def _steps(forecast: Forecast, scores: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the steps; those of forecasts issued by older versions without unproven directions."""
    steps = forecast.content["steps"]
    verdicts: list[Verdict] = (
        [one["skill"]["verdict"] for one in scores] if scores else ["unknown"] * len(steps)
    )
    return [
        {**step, "direction": proven_direction(step["direction"], verdict)}
        for step, verdict in zip(steps, verdicts, strict=True)
    ]


def coverage_response(measured: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return measured coverage by nominal level in per cent, with its observations."""
    levels = measured["levels"] if measured else {}
    shares = {str(level): levels.get(str(level)) for level in LEVELS}
    return {**shares, "observations": measured["observations"] if measured else 0}


def _detail(measured: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "by_year": _groups(measured["by_year"]),
        "by_volatility": _groups(measured["by_volatility"]),
        "worst_60_days": measured["worst_60_days"],
        "winkler_95": measured["winkler_95"],
    }


def _groups(groups: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"group": name, "coverage": share, "observations": count}
        for name, (share, count) in groups.items()
    ]


def leaderboard_row(
    version: ModelVersion, scores: list[dict[str, Any]], horizon: int, symbol: str
) -> dict[str, Any]:
    """Return one model of the leaderboard at a horizon."""
    card = scores[horizon - 1]
    return {
        "model": version.kind,
        "symbol": symbol or None,
        "horizon": horizon,
        "trained_at": utc_iso(version.trained_at),
        "data_version": version.data_version,
        "first": card["first"] or None,
        "last": card["last"] or None,
        "skill": card["skill"],
        "direction_score": card["direction"],
        "coverage": coverage_response(card["coverage"]),
        "coverage_detail": _detail(card["coverage"]),
    }


def ledger_row(forecast: Forecast) -> dict[str, Any]:
    """Return one issued forecast; `outcome` is null until it is known."""
    return {
        "id": forecast.pk,
        "symbol": forecast.symbol,
        "model": forecast.model,
        "interval": forecast.interval,
        "as_of": utc_iso(forecast.as_of),
        "issued_at": utc_iso(forecast.issued_at),
        "last_price": forecast.last_price,
        "steps": forecast.content["steps"],
        "forecast_hash": forecast.forecast_hash,
        "outcome": forecast.outcome,
    }
