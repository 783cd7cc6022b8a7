"""Expected returns and covariances by the names that people choose them by."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apps.core.errors import UnprocessableError
from apps.risk.types import ReturnHistory
from ml.optimize.moments import (
    capm_returns,
    ema_returns,
    ewma_covariance,
    ledoit_wolf_covariance,
    mean_returns,
    sample_covariance,
)

_COVARIANCES = {
    "sample": sample_covariance,
    "ledoit_wolf": ledoit_wolf_covariance,
    "ewma": ewma_covariance,
}


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """Annual expected returns and covariance; `market` names what CAPM took for the market."""

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    market: str | None


def estimate(
    asked: dict[str, Any], history: ReturnHistory, returns: NDArray[np.float64]
) -> Estimates:
    """Return the estimates that a question names, from the period's returns."""
    factor = history.periods_per_year
    covariance = _COVARIANCES[asked["covariance"]](returns, factor)
    method, market = asked["expected_returns"], None
    if method == "mean":
        mean = mean_returns(returns, factor)
    elif method == "ema":
        mean = ema_returns(returns, factor)
    elif method == "capm":
        market, series = _market(history, returns)
        mean = capm_returns(returns, series, factor, risk_free_rate=asked["risk_free_rate"])
    else:
        raise UnprocessableError(
            "Forecasts of these symbols are not there yet. Train them on the forecasts screen, or "
            "choose mean, ema or capm.",
            code="forecasts_missing",
        )
    return Estimates(mean, covariance, market)


def _market(
    history: ReturnHistory, returns: NDArray[np.float64]
) -> tuple[str, NDArray[np.float64]]:
    """Return the benchmark where it covers the period, else the assets in equal parts."""
    benchmark = history.sample_benchmark
    if history.benchmark_symbol and benchmark is not None and np.isfinite(benchmark).all():
        return history.benchmark_symbol, benchmark
    return "equal parts of the assets", returns.mean(axis=1)
