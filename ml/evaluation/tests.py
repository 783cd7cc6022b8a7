"""Significance of forecasts; days are the unit, because symbols of one day move together."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import fft, stats

from ml.evaluation.days import day_places
from ml.series.noise import CANCELLED, does_vary
from ml.typing import BoolArray, DateArray, Float64Array, Float64Array1D

_FEWEST_DAYS: Final = 8
"""Four cosine weights of as many days or fewer are most of the series."""


@dataclass(frozen=True, slots=True)
class TestResult:
    """A statistic, its two-sided p-value and the independent units behind it; NaN if undefined."""

    __test__ = False  # not a test of pytest's

    statistic: float
    p_value: float
    observations: int


def cosine_count(observations: int) -> int:
    r"""Cosine weights that estimate a long-run variance, the degrees of freedom of its t test.

    Parameters
    ----------
    observations : int
        Length of the series.

    Returns
    -------
    int
        :math:`\lfloor 0.4 n^{2/3} \rfloor`, at least 4 (the rule of Lazarus, Lewis, Stock and
        Watson, JBES 36, 2018).
    """
    return max(4, int(0.4 * observations ** (2.0 / 3.0)))


def long_run_variance(values: Float64Array1D, count: int) -> float:
    r"""Variance of the mean of a serially correlated series, times its length.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        Any unit, without NaN.
    count : int
        Cosine weights, from 1 to n_observations - 1.

    Returns
    -------
    float
        The squared unit of the values, never negative.

    Notes
    -----
    :math:`\frac{1}{B} \sum_{j=1}^{B} \Lambda_j^2` with
    :math:`\Lambda_j = \sqrt{2/n} \sum_{t=1}^{n} d_t \cos(\pi j (t - 1/2) / n)`: the equally
    weighted cosine estimator (Lazarus, Lewis, Stock and Watson, HAR inference: recommendations for
    practice, Journal of Business & Economic Statistics 36, 2018).
    """
    # The orthonormal transform is the square root of 2/n times the sum, for every j above 0.
    weights = fft.dct(values, type=2, norm="ortho")[1 : count + 1]
    return float(weights @ weights) / count


def diebold_mariano(advantage: Float64Array1D, *, horizon: int) -> TestResult:
    r"""Test whether a loss advantage differs from zero on average.

    Parameters
    ----------
    advantage : ndarray of shape (n_days,)
        Loss of the reference minus loss of the model, averaged over the symbols of each day,
        oldest first. Positive: the model is better.
    horizon : int
        Periods a target spans; fewer than 2 h + 1 days answer nothing.

    Returns
    -------
    TestResult
        Positive statistic: the model is better.

    Notes
    -----
    :math:`\bar d / \sqrt{\hat\omega / n}` of Diebold and Mariano (JBES 13, 1995), with the equally
    weighted cosine variance and Student's t of B degrees of freedom. Overlapping targets, volatile
    spells and persistent losses correlate the days. The kernels in use before (Bartlett) and in
    Harvey, Leybourne and Newbold (International Journal of Forecasting 13, 1997: none past
    h - 1) reject 6 to 9 % and up to 26 % of equal forecasts at a nominal 5 %; this one 4 to 6 %.
    The table is in `docs/adr/0010-size-of-the-forecast-test.md`.
    """
    size = advantage.size
    if size <= max(2 * horizon, _FEWEST_DAYS):
        return TestResult(float("nan"), float("nan"), size)
    count = cosine_count(size)
    variance = long_run_variance(advantage, count) / size
    if not does_vary(advantage):
        return TestResult(float("nan"), float("nan"), size)
    statistic = float(advantage.mean() / np.sqrt(variance))
    return TestResult(statistic, float(2.0 * stats.t.sf(abs(statistic), count)), size)


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
        Student's t as in Diebold-Mariano.
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
    if variance <= CANCELLED or forecast in {0.0, 1.0} or actual in {0.0, 1.0}:
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
    the long-run variance of Diebold-Mariano; the covariance form of the test in Pesaran and
    Timmermann (JASA 104, 2009), which allows for dependence.
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
    place = day_places(days)
    mean: Float64Array1D = np.bincount(place, weights=values) / np.bincount(place)
    return mean
