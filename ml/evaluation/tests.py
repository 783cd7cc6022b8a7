"""Significance of forecasts; days are the unit, because symbols of one day move together."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from ml.typing import BoolArray, DateArray, Float64Array, Float64Array1D


@dataclass(frozen=True, slots=True)
class TestResult:
    """A statistic, its two-sided p-value and the independent units behind it; NaN if undefined."""

    __test__ = False  # not a test of pytest's

    statistic: float
    p_value: float
    observations: int


def newey_west_lags(observations: int, horizon: int) -> int:
    r"""Lags of the long-run variance: the overlap of targets, at least the usual rule.

    Parameters
    ----------
    observations : int
        Length of the series.
    horizon : int
        Periods a target spans.

    Returns
    -------
    int
        :math:`\max(h - 1, \lfloor 4 (n / 100)^{2/9} \rfloor)` (Newey and West, Review of
        Economic Studies 61, 1994).
    """
    return max(horizon - 1, int(4.0 * (observations / 100.0) ** (2.0 / 9.0)))


def long_run_variance(values: Float64Array1D, lags: int) -> float:
    r"""Variance of the mean of a serially correlated series, times its length.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        Any unit.
    lags : int
        Autocovariances that count.

    Returns
    -------
    float
        The squared unit of the values, never negative.

    Notes
    -----
    :math:`\gamma_0 + 2 \sum_{k=1}^{L} (1 - k/(L+1)) \gamma_k` with Bartlett weights
    (Newey and West, Econometrica 55, 1987).
    """
    centred = values - values.mean()
    size = values.size
    total = float(centred @ centred) / size
    for lag in range(1, min(lags, size - 1) + 1):
        weight = 1.0 - lag / (lags + 1.0)
        total += 2.0 * weight * float(centred[lag:] @ centred[:-lag]) / size
    return total


def diebold_mariano(advantage: Float64Array1D, *, horizon: int) -> TestResult:
    r"""Test whether a loss advantage differs from zero on average.

    Parameters
    ----------
    advantage : ndarray of shape (n_days,)
        Loss of the reference minus loss of the model, averaged over the symbols of each day,
        oldest first. Positive: the model is better.
    horizon : int
        Periods a target spans; its overlap correlates the losses.

    Returns
    -------
    TestResult
        Positive statistic: the model is better.

    Notes
    -----
    Diebold and Mariano (JBES 13, 1995) with a Bartlett long-run variance and the correction
    :math:`\sqrt{(n + 1 - 2h + h(h-1)/n)/n}` of Harvey, Leybourne and Newbold (International
    Journal of Forecasting 13, 1997), compared with Student's t of n - 1 degrees of freedom.
    """
    size = advantage.size
    if size <= 2 * horizon:
        return TestResult(float("nan"), float("nan"), size)
    variance = long_run_variance(advantage, newey_west_lags(size, horizon)) / size
    if variance <= 0.0:
        return TestResult(float("nan"), float("nan"), size)
    factor = (size + 1 - 2 * horizon + horizon * (horizon - 1) / size) / size
    statistic = float(advantage.mean() / np.sqrt(variance) * np.sqrt(factor))
    return TestResult(statistic, float(2.0 * stats.t.sf(abs(statistic), size - 1)), size)


def mean_t(values: Float64Array1D, *, horizon: int) -> TestResult:
    """Test whether the mean of a daily series is zero, by the same variance as Diebold-Mariano.

    Parameters
    ----------
    values : ndarray of shape (n_days,)
        For example accuracy minus base rate, averaged over the symbols of each day.
    horizon : int
        Periods a target spans.

    Returns
    -------
    TestResult
        Student's t with n - 1 degrees of freedom.
    """
    return diebold_mariano(values, horizon=horizon)


def pesaran_timmermann(forecast_up: BoolArray, actual_up: BoolArray) -> TestResult:
    r"""Test whether forecast and actual directions depend on each other.

    Parameters
    ----------
    forecast_up : ndarray of shape (n_forecasts,)
        Forecast directions.
    actual_up : ndarray of shape (n_forecasts,)
        Realised directions, of targets that do not overlap.

    Returns
    -------
    TestResult
        Positive statistic: right more often than independent guesses with the same frequencies;
        NaN when one direction is never forecast or never came.

    Notes
    -----
    :math:`S = (\hat P - \hat P_*) / \sqrt{V(\hat P) - V(\hat P_*)}`, standard normal (Pesaran and
    Timmermann, JBES 10, 1992, eq. 6).
    """
    size = forecast_up.size
    undefined = TestResult(float("nan"), float("nan"), size)
    if size < 2:
        return undefined
    hit = float(np.mean(forecast_up == actual_up))
    actual, forecast = float(actual_up.mean()), float(forecast_up.mean())
    expected = actual * forecast + (1.0 - actual) * (1.0 - forecast)
    variance = expected * (1.0 - expected) / size - _expected_variance(actual, forecast, size)
    if variance <= 0.0 or forecast in {0.0, 1.0} or actual in {0.0, 1.0}:
        return undefined
    statistic = float((hit - expected) / np.sqrt(variance))
    return TestResult(statistic, float(2.0 * stats.norm.sf(abs(statistic))), size)


def directional_dependence(
    forecast_up: BoolArray, actual_up: BoolArray, days: DateArray, *, horizon: int
) -> TestResult:
    r"""Test of Pesaran and Timmermann for many symbols, whose days are the unit.

    Parameters
    ----------
    forecast_up, actual_up : ndarray of shape (n_forecasts,)
        Forecast and realised directions.
    days : ndarray of shape (n_forecasts,)
        The date of each forecast.
    horizon : int
        Periods a target spans.

    Returns
    -------
    TestResult
        Positive statistic: right more often than independent guesses with the same frequencies.

    Notes
    -----
    Tests the mean of :math:`(f - \bar f)(u - \bar u)` averaged over the symbols of each day, with
    a Bartlett long-run variance; the covariance form of the test in Pesaran and Timmermann
    (JASA 104, 2009), which allows for dependence.
    """
    if not forecast_up.size or forecast_up.all() or not forecast_up.any():
        return TestResult(float("nan"), float("nan"), int(np.unique(days).size))
    product = (forecast_up - forecast_up.mean()) * (actual_up - actual_up.mean())
    return diebold_mariano(daily_mean(product, days), horizon=horizon)


def _expected_variance(actual: float, forecast: float, size: int) -> float:
    first = (2.0 * actual - 1.0) ** 2 * forecast * (1.0 - forecast) / size
    second = (2.0 * forecast - 1.0) ** 2 * actual * (1.0 - actual) / size
    both = 4.0 * actual * forecast * (1.0 - actual) * (1.0 - forecast) / size**2
    return first + second + both


def daily_mean(values: Float64Array, days: DateArray) -> Float64Array1D:
    """Mean of each day over its symbols, oldest day first.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Without NaN.
    days : ndarray of shape (n,)
        The date of each value.

    Returns
    -------
    ndarray of shape (n_days,)
        In the unit of the values.
    """
    _, place = np.unique(days, return_inverse=True)
    mean: Float64Array1D = np.bincount(place, weights=values) / np.bincount(place)
    return mean
