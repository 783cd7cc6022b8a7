"""Parametric value at risk forecast one period ahead over a moving window."""

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ml.errors import NumericError
from ml.risk.backtests.rolling import RollingForecast
from ml.risk.expected_shortfall import cornish_fisher_expected_shortfall
from ml.risk.extreme_value import pareto_tail
from ml.risk.normal import normal_density, normal_quantile
from ml.risk.value_at_risk import cornish_fisher_value_at_risk
from ml.series.noise import RATIO
from ml.series.rolling import lagged, rolling_mean, rolling_std
from ml.typing import Float64Array


def rolling_gaussian(returns: Float64Array, window: int, confidence: float) -> RollingForecast:
    """Gaussian forecasts from a window's mean and standard deviation.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns without NaN, oldest first.
    window : int
        Returns a forecast is made from.
    confidence : float
        For example 0.99.

    Returns
    -------
    RollingForecast
        One forecast a period.
    """
    alpha = 1.0 - confidence
    z = normal_quantile(alpha)
    mean, deviation = (
        lagged(rolling_mean(returns, window)),
        lagged(rolling_std(returns, window, unit=RATIO)),
    )
    return RollingForecast(-(mean + z * deviation), -mean + normal_density(z) / alpha * deviation)


def rolling_cornish_fisher(
    returns: Float64Array, window: int, confidence: float, *, refit: int = 21
) -> RollingForecast:
    """Cornish-Fisher forecasts, re-estimated every few periods.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns without NaN, oldest first.
    window : int
        Returns an estimate is made from.
    confidence : float
        For example 0.99.
    refit : int
        Periods an estimate serves.

    Returns
    -------
    RollingForecast
        NaN where the expansion is not valid.
    """

    def estimate(sample: Float64Array) -> tuple[float, float]:
        value = cornish_fisher_value_at_risk(sample, confidence)
        return value, cornish_fisher_expected_shortfall(sample, confidence)

    return _refitted(returns, window, refit, estimate)


def rolling_extreme_value(
    returns: Float64Array, window: int, confidence: float, *, refit: int = 21
) -> RollingForecast:
    """Peaks-over-threshold forecasts, re-estimated every few periods.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns without NaN, oldest first.
    window : int
        Returns an estimate is made from.
    confidence : float
        Beyond the threshold, 0.9.
    refit : int
        Periods an estimate serves.

    Returns
    -------
    RollingForecast
        NaN where a window's tail has no shape.
    """

    def estimate(sample: Float64Array) -> tuple[float, float]:
        try:
            tail = pareto_tail(sample)
        except NumericError:  # a flat window: no forecast, and the gap is visible
            return np.nan, np.nan
        return tail.value_at_risk(confidence), tail.expected_shortfall(confidence)

    return _refitted(returns, window, refit, estimate)


def _refitted(
    returns: Float64Array,
    window: int,
    refit: int,
    estimate: Callable[[Float64Array], tuple[float, float]],
) -> RollingForecast:
    value, shortfall = np.full(returns.shape, np.nan), np.full(returns.shape, np.nan)
    if returns.size > window:
        windows = sliding_window_view(returns, window)[:-1]
        for start in range(0, windows.shape[0], refit):
            place = slice(window + start, window + start + refit)
            value[place], shortfall[place] = estimate(windows[start])
    return RollingForecast(value, shortfall)
