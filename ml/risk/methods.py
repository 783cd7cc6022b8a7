"""The ways to a tail: one name a method, one answer for value at risk and shortfall."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from ml.errors import InsufficientDataError, NumericError
from ml.risk.backtests.parametric import (
    rolling_cornish_fisher,
    rolling_extreme_value,
    rolling_gaussian,
)
from ml.risk.backtests.rolling import RollingForecast, rolling_filtered, rolling_historical
from ml.risk.expected_shortfall import (
    cornish_fisher_expected_shortfall,
    filtered_expected_shortfall,
    gaussian_expected_shortfall,
    historical_expected_shortfall,
)
from ml.risk.extreme_value import MIN_EXCEEDANCES, pareto_tail
from ml.risk.value_at_risk import (
    cornish_fisher_value_at_risk,
    ewma_filter,
    filtered_value_at_risk,
    gaussian_value_at_risk,
    historical_value_at_risk,
)
from ml.series.returns import finite
from ml.typing import Float64Array

Method: TypeAlias = Literal["fhs", "historical", "gaussian", "cornish_fisher", "evt"]
METHODS: Final[tuple[Method, ...]] = get_args(Method)
DEFAULT_METHOD: Final[Method] = "fhs"
BACKTEST_WINDOW: Final[dict[Method, int]] = {
    "fhs": 500,
    "historical": 250,
    "gaussian": 250,
    "cornish_fisher": 500,
    "evt": 500,
}
_WARMUP = 20


@dataclass(frozen=True, slots=True)
class TailRisk:
    """Value at risk and expected shortfall of the next period.

    Attributes
    ----------
    value_at_risk : float
        Loss of a period, positive for a loss.
    expected_shortfall : float
        Mean loss beyond it, positive for a loss.
    """

    value_at_risk: float
    expected_shortfall: float


def observations_needed(method: Method, confidence: float) -> int:
    """Returns a method needs before its tail holds an observation.

    Parameters
    ----------
    method : Method
        Way to the tail.
    confidence : float
        For example 0.95.

    Returns
    -------
    int
        At least 30; one expected tail observation; filtered simulation adds its warm-up.
    """
    least = max(30, round(1.0 / (1.0 - confidence)))
    # Its tail is a tenth of the sample and has to hold MIN_EXCEEDANCES losses.
    if method == "evt":
        return max(least, 10 * MIN_EXCEEDANCES)
    return least + _WARMUP if method == "fhs" else least


def tail_risk(
    returns: Float64Array,
    confidence: float,
    method: Method,
    *,
    earlier: Float64Array | None = None,
) -> TailRisk:
    """Value at risk and expected shortfall of the period after the last return.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period, oldest first; NaN are left out.
    confidence : float
        For example 0.95.
    method : Method
        `fhs` filtered historical simulation on an exponential filter, `historical`,
        `gaussian`, `cornish_fisher`, or `evt` (peaks over threshold, from 90 %).
    earlier : ndarray of shape (n_earlier,), optional
        Returns before the sample, on which the filter of `fhs` warms up; the tail itself
        is read from the sample only.

    Returns
    -------
    TailRisk
        Losses of one period.
    """
    sample = finite(returns)
    needed = observations_needed(method, confidence)
    if method == "fhs" and earlier is not None:
        # Earlier returns start the filter, so that the sample need not give up its own for it.
        needed -= min(_WARMUP, earlier.size)
    if sample.size < needed:
        raise InsufficientDataError(sample.size, needed)
    if method == "fhs":
        return _filtered(sample, confidence, finite(earlier) if earlier is not None else sample[:0])
    if method == "historical":
        return TailRisk(
            historical_value_at_risk(sample, confidence),
            historical_expected_shortfall(sample, confidence),
        )
    if method == "gaussian":
        return TailRisk(
            gaussian_value_at_risk(sample, confidence),
            gaussian_expected_shortfall(sample, confidence),
        )
    if method == "cornish_fisher":
        return _cornish_fisher(sample, confidence)
    tail = pareto_tail(sample)
    return TailRisk(tail.value_at_risk(confidence), tail.expected_shortfall(confidence))


def rolling_tail_risk(
    returns: Float64Array, confidence: float, method: Method, *, window: int | None = None
) -> RollingForecast:
    """One-period-ahead forecasts over the whole history, for a backtest.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period, oldest first, without NaN.
    confidence : float
        For example 0.99.
    method : Method
        As in :func:`tail_risk`.
    window : int, optional
        Returns a forecast is made from; the method's own when not given.

    Returns
    -------
    RollingForecast
        Forecasts aligned with the returns; none uses the return it is about.
    """
    length = window or BACKTEST_WINDOW[method]
    kernels = {
        "fhs": rolling_filtered,
        "historical": rolling_historical,
        "gaussian": rolling_gaussian,
        "cornish_fisher": rolling_cornish_fisher,
        "evt": rolling_extreme_value,
    }
    return kernels[method](returns, length, confidence)


def filtered_volatility(
    sample: Float64Array, earlier: Float64Array | None = None
) -> tuple[Float64Array, float]:
    """Volatility forecasts of a sample by the exponential filter, warmed up on what came before.

    Parameters
    ----------
    sample : ndarray of shape (n_observations,)
        Returns of a period without NaN, oldest first.
    earlier : ndarray of shape (n_earlier,), optional
        Returns before them, without NaN.

    Returns
    -------
    tuple of (ndarray of shape (n_observations,), float)
        As :func:`ml.risk.value_at_risk.ewma_filter`, for the sample's periods only.
    """
    before = sample[:0] if earlier is None else earlier
    ahead, following = ewma_filter(np.concatenate((before, sample)))
    return ahead[before.size :], following


def _filtered(sample: Float64Array, confidence: float, earlier: Float64Array) -> TailRisk:
    ahead, following = filtered_volatility(sample, earlier)
    return TailRisk(
        filtered_value_at_risk(sample, ahead, following, confidence),
        filtered_expected_shortfall(sample, ahead, following, confidence),
    )


def _cornish_fisher(sample: Float64Array, confidence: float) -> TailRisk:
    value = cornish_fisher_value_at_risk(sample, confidence)
    if value != value:  # noqa: PLR0124 - NaN marks the end of the expansion's domain
        raise NumericError(
            "skewness and kurtosis of the sample lie outside the domain of the Cornish-Fisher "
            "expansion, where it is no distribution; use another method"
        )
    return TailRisk(value, cornish_fisher_expected_shortfall(sample, confidence))
