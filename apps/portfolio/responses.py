"""Optimisations as the documents that go out."""

from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import utc_iso
from apps.portfolio.types import OptimizationInfo
from apps.risk.responses import day_text
from apps.risk.types import ReturnHistory
from ml.series.noise import VARIANCE, noise_floor


def by_symbol(symbols: tuple[str, ...], values: NDArray[np.float64]) -> dict[str, float]:
    """Return an array as numbers by symbol."""
    return dict(zip(symbols, values.tolist(), strict=True))


def asset_points(
    symbols: tuple[str, ...],
    mean: NDArray[np.float64],
    covariance: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> list[dict[str, Any]]:
    """Return each asset's own return and risk, its weight, and its share of the variance.

    The shares of a portfolio whose variance is rounding are unknown.
    """
    marginal = covariance @ weights
    volatilities = np.sqrt(np.diag(covariance))
    variance = float(weights @ marginal)
    floor = noise_floor(np.diag(covariance), unit=VARIANCE)
    parts = (weights * marginal).tolist()
    shares = [part / variance if variance > floor else None for part in parts]
    return [
        {"symbol": symbol, "return": a, "volatility": b, "weight": c, "risk_share": d}
        for symbol, a, b, c, d in zip(
            symbols,
            mean.tolist(),
            volatilities.tolist(),
            weights.tolist(),
            shares,
            strict=True,
        )
    ]


def frame(run_id: UUID, asked: dict[str, Any], history: ReturnHistory) -> dict[str, Any]:
    """Return what an optimisation was made from."""
    return {
        "id": str(run_id),
        "objective": asked["objective"],
        "symbols": list(history.symbols),
        "as_of": day_text(history.dates[-1]),
        "period": asked["period"],
        "period_start": day_text(history.sample_dates[0]),
        "observations": history.sample_dates.size - 1,
        "calendar_factor": history.periods_per_year,
        "expected_returns": asked["expected_returns"],
        "covariance": asked["covariance"],
        "risk_free_rate": asked["risk_free_rate"],
        "currency": history.currency,
        "source": history.source,
        "simulated": False,  # simulated bars never enter daily history
    }


def summary_response(found: OptimizationInfo) -> dict[str, Any]:
    """Return a saved optimisation for a list."""
    return {
        "id": str(found.id),
        "objective": found.objective,
        "symbols": list(found.symbols),
        "as_of": day_text(found.as_of),
        "created_at": utc_iso(found.created_at),
        **{name: found.result[name] for name in ("expected_return", "volatility", "sharpe")},
    }


def with_currency(result: dict[str, Any]) -> dict[str, Any]:
    """Return a result with what older ones were saved without: its currency, its notices."""
    found = {"currency": "", "notices": [], **result}
    if found.get("allocation") is not None:
        found["allocation"] = {"currency": found["currency"], **found["allocation"]}
    return found


def saved_response(found: OptimizationInfo) -> dict[str, Any]:
    """Return a saved optimisation whole."""
    return {
        "id": str(found.id),
        "created_at": utc_iso(found.created_at),
        "request": found.request,
        "result": with_currency(found.result),
    }
