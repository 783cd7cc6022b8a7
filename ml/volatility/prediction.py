"""Next period's volatility from whatever data there are, chosen by past accuracy."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from ml.series.rolling import ewma_variance, lagged
from ml.typing import Float64Array
from ml.volatility.har import har_forecasts
from ml.volatility.range_estimators import parkinson
from ml.volatility.scale import qlike

VolatilityModel: TypeAlias = Literal["har_parkinson", "har_squared_returns", "ewma"]
MIN_COMPARED = 250
COMPARED = 1_000


@dataclass(frozen=True, slots=True)
class VolatilityPrediction:
    """A forecast of the period after the last return.

    Attributes
    ----------
    volatility : float
        Standard deviation of the period's return; NaN with too few returns.
    model : VolatilityModel
        Which model made it.
    qlike : dict of VolatilityModel to float
        Loss of each candidate over the same past periods, smaller is better; empty when
        there were too few to compare.
    path : ndarray of shape (n_observations,)
        The model's forecasts, each at the position of the period before the one it is for.
    """

    volatility: float
    model: VolatilityModel
    qlike: dict[VolatilityModel, float]
    path: Float64Array


def predict_volatility(
    returns: Float64Array, *, high: Float64Array | None = None, low: Float64Array | None = None
) -> VolatilityPrediction:
    """Forecast next period's volatility with the candidate that was most accurate so far.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Close-to-close returns of a period, oldest first, without NaN.
    high : ndarray of shape (n_observations,), optional
        Highest price of each return's period.
    low : ndarray of shape (n_observations,), optional
        Lowest price of each return's period.

    Returns
    -------
    VolatilityPrediction
        Candidates: EWMA always; log-HAR on Parkinson's variance when highs and lows are
        there, else log-HAR on squared returns. The comparison uses the last 1,000 one-step
        forecasts that all candidates made; with fewer than 250 of them EWMA serves.
    """
    candidates = _candidates(returns, high, low)
    outcome = np.square(returns)
    # A path holds the forecast for the period after: moved by one it meets its outcome.
    made = {name: lagged(path) for name, path in candidates.items()}
    # Only periods with a forecast of every candidate: means over different days do not compare.
    compared = np.flatnonzero(np.all([np.isfinite(path) for path in made.values()], axis=0))
    if compared.size < MIN_COMPARED:
        return _prediction("ewma", candidates["ewma"], {})
    recent = compared[-COMPARED:]
    losses = {name: qlike(path[recent], outcome[recent]) for name, path in made.items()}
    best = min(losses, key=lambda name: losses[name])
    return _prediction(best, candidates[best], losses)


def _candidates(
    returns: Float64Array, high: Float64Array | None, low: Float64Array | None
) -> dict[VolatilityModel, Float64Array]:
    out: dict[VolatilityModel, Float64Array] = {"ewma": ewma_variance(returns)}
    if high is not None and low is not None and np.isfinite(high / low).all():
        out["har_parkinson"] = har_forecasts(parkinson(high, low), returns)
    else:
        out["har_squared_returns"] = har_forecasts(np.square(returns), returns)
    return out


def _prediction(
    model: VolatilityModel, variance: Float64Array, losses: dict[VolatilityModel, float]
) -> VolatilityPrediction:
    path = np.asarray(np.sqrt(variance))
    last = float(path[-1]) if path.size else float("nan")
    return VolatilityPrediction(last, model, losses, path)
