"""Expected returns and covariances by the names that people choose them by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.core.errors import UnprocessableError
from apps.forecasts.selectors import forecast_answer
from apps.forecasts.types import MAX_HORIZON
from apps.instruments.selectors import instrument_get, instruments_by_symbol
from apps.portfolio.questions import OptimizeRequest
from apps.risk.types import ReturnHistory
from ml.optimize.methods import CovarianceMethod
from ml.optimize.moments import (
    capm_returns,
    ema_returns,
    ewma_covariance,
    ledoit_wolf_covariance,
    mean_returns,
    sample_covariance,
)

Covariance = Callable[[NDArray[np.float64], float], NDArray[np.float64]]
_COVARIANCES: Final[Mapping[CovarianceMethod, Covariance]] = {
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
    asked: OptimizeRequest,
    history: ReturnHistory,
    returns: NDArray[np.float64],
    user_id: int | None,
) -> Estimates:
    """Return the estimates that a question names, from the period's returns.

    Raises
    ------
    UnprocessableError
        `forecasts_missing` when forecasts are asked for and a symbol has none;
        `forecasts_in_other_currency` when prices were converted: nothing forecasts the rate.
    """
    factor = history.periods_per_year
    covariance = _COVARIANCES[asked.covariance](returns, factor)
    method, market = asked.expected_returns, None
    if method == "mean":
        mean = mean_returns(returns, factor)
    elif method == "ema":
        mean = ema_returns(returns, factor)
    elif method == "capm":
        market, series = _market(history, returns)
        mean = capm_returns(returns, series, factor, risk_free_rate=asked.risk_free_rate)
    else:
        _require_own_currency(history, user_id)
        mean = _forecasts(history.symbols, factor, user_id)
    return Estimates(mean, covariance, market)


def _require_own_currency(history: ReturnHistory, user_id: int | None) -> None:
    found = instruments_by_symbol(symbols=history.symbols, user_id=user_id)
    other = [one.symbol for one in found.values() if one.currency != history.currency]
    if other:
        raise UnprocessableError(
            f"Forecasts of {', '.join(other)} are of prices in their own currency, and nothing "
            f"here forecasts its rate in {history.currency}. Choose mean, ema or capm, or symbols "
            f"in {history.currency}.",
            code="forecasts_in_other_currency",
            extra={"symbols": other},
        )


def _forecasts(symbols: tuple[str, ...], factor: int, user_id: int | None) -> NDArray[np.float64]:
    """Return the newest forecasts over the longest horizon, annualised without compounding."""
    found = {symbol: _forecast(symbol, factor, user_id) for symbol in symbols}
    missing = [symbol for symbol, value in found.items() if value is None]
    if missing:
        raise UnprocessableError(
            f"There are no daily forecasts yet of: {', '.join(missing)}. Train them on the "
            "forecasts screen, or choose mean, ema or capm.",
            code="forecasts_missing",
            extra={"symbols": missing},
        )
    return np.array(list(found.values()), dtype=np.float64)


def _forecast(symbol: str, factor: int, user_id: int | None) -> float | None:
    answer = forecast_answer(
        instrument=instrument_get(symbol=symbol, user_id=user_id),
        user_id=user_id,
        model=None,
        horizon=MAX_HORIZON,
    )
    if answer is None:
        return None
    growth = answer.predicted_price / answer.last_price - 1.0
    return growth * factor / MAX_HORIZON


def _market(
    history: ReturnHistory, returns: NDArray[np.float64]
) -> tuple[str, NDArray[np.float64]]:
    """Return the benchmark where it covers the period, else the assets in equal parts."""
    benchmark = history.sample_benchmark
    if history.benchmark_symbol and benchmark is not None and np.isfinite(benchmark).all():
        return history.benchmark_symbol, benchmark
    return "equal parts of the assets", returns.mean(axis=1)
