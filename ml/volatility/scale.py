"""Loss of a variance forecast, and its correction to the close-to-close scale."""

import math

import numpy as np

from ml.series.noise import CANCELLED, VARIANCE
from ml.series.rolling import lagged
from ml.typing import Float64Array


def qlike(forecast: Float64Array, outcome: Float64Array) -> float:
    r"""Quasi-likelihood loss, robust to noise in the variance proxy.

    Parameters
    ----------
    forecast : ndarray of shape (n_observations,)
        Variance forecasts, positive.
    outcome : ndarray of shape (n_observations,)
        Variance proxies of the same periods, such as squared returns or realised variance.

    Returns
    -------
    float
        Mean of :math:`\ln h_t + v_t / h_t` over the periods in which both exist: it ranks
        forecasts also where a proxy is zero. NaN without such a period.

    References
    ----------
    A. J. Patton, Volatility forecast comparison using imperfect volatility proxies, Journal
    of Econometrics 160(1) (2011).
    """
    known = np.isfinite(outcome) & (forecast > VARIANCE) & np.isfinite(forecast)
    if not known.any():
        return math.nan
    return float(np.mean(np.log(forecast[known]) + outcome[known] / forecast[known]))


def rescaled(
    forecast: Float64Array, squared_returns: Float64Array, *, window: int = 1_000, least: int = 100
) -> Float64Array:
    r"""Forecasts multiplied by how far past ones were from what came.

    A range sees only the open market and the mean of a logarithm is not the logarithm of a
    mean; one trailing factor corrects both.

    Parameters
    ----------
    forecast : ndarray of shape (n_observations,)
        Variance forecasts; the value at t is for the period t + 1.
    squared_returns : ndarray of shape (n_observations,)
        Squared close-to-close returns of each period.
    window : int
        Forecasts looked back on.
    least : int
        Outcomes needed before a factor is trusted; until then forecasts are NaN.

    Returns
    -------
    ndarray of shape (n_observations,)
        :math:`h_t \sum_{s<t} v_{s+1} / \sum_{s<t} h_s` over the trailing window.
    """
    made = lagged(forecast)
    known = np.isfinite(made) & np.isfinite(squared_returns)
    expected = _trailing_sum(np.where(known, made, 0.0), window)
    came = _trailing_sum(np.where(known, squared_returns, 0.0), window)
    enough = (_trailing_sum(known.astype(np.float64), window) >= least) & (expected > VARIANCE)
    factor = np.where(enough, came, np.nan) / np.where(enough, expected, 1.0)
    return np.asarray(forecast * factor)


def _trailing_sum(values: Float64Array, window: int) -> Float64Array:
    """Sums of non-negative numbers; what is left of a large sum after a quiet window is 0."""
    total = np.cumsum(values)
    sums = total.copy()
    sums[window:] -= total[:-window]
    return np.where(sums > CANCELLED * total, sums, 0.0)
