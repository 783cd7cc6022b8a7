"""Unit roots of single series without statsmodels: what each leg of a screened pair has to have."""

import math
from typing import Final

import numpy as np
from scipy.linalg import solve_triangular

from ml.errors import NotConvergedError
from ml.libraries import library
from ml.series.noise import does_vary, noise_floor
from ml.typing import Float64Array

_TINY: Final = float(np.finfo(np.float64).tiny)
_SINGULAR: Final = 1e-7
"""Share of a column's length, beyond those before it, that is 0 to inner products."""


def leg_statistic(series: Float64Array) -> float:
    r"""Augmented Dickey-Fuller statistic with a constant and lags by AIC.

    Parameters
    ----------
    series : ndarray of shape (n_observations,)
        Complete and evenly spaced, at least 30 values.

    Returns
    -------
    float
        t value of the level; NaN where the series does not vary, is a straight line, or follows
        from its own past exactly.

    Notes
    -----
    The statistic of `statsmodels.tsa.stattools.adfuller(regression="c", autolag="AIC")`. The
    models of the choice are nested, so one triangle gives the squares that each leaves.
    A single lag would not do: a price that is a walk with noise about it, as a bid-ask bounce is,
    passes for stationary two to three times too often.

    References
    ----------
    S. Ng, P. Perron, Econometrica 69 (2001), 1519-1554, on noise about a unit root; G. Schwert,
    J. Business & Economic Statistics 7 (1989), 147-159, for the most lags.
    """
    floor = noise_floor(series)
    if not does_vary(series) or float(np.ptp(np.diff(series))) <= floor:
        return math.nan
    scaled = (series - series.mean()) / series.std()
    noise = floor / float(series.std())
    lags = _chosen_lags(scaled, _most_lags(series.size))
    return _t_of_level(*_regression(scaled, lags), noise)


def _most_lags(count: int) -> int:
    schwert = math.ceil(12.0 * math.sqrt(math.sqrt(count / 100.0)))
    return min(count // 2 - 2, schwert)


def _regression(series: Float64Array, lags: int) -> tuple[Float64Array, Float64Array]:
    """Centred columns of unit length, level and lagged changes, and the centred change.

    The constant of the regression is in the centring.
    """
    steps = np.diff(series)
    columns = [series[lags:-1]]
    columns += [steps[lags - lag : steps.size - lag] for lag in range(1, lags + 1)]
    rows = np.stack(columns)
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.maximum(np.sqrt(np.einsum("it,it->i", rows, rows)), _TINY)[:, None]
    change = steps[lags:] - steps[lags:].mean()
    return rows, change


def _explained(rows: Float64Array, change: Float64Array) -> Float64Array | None:
    """What each column adds to those before it, in the change's unit; None where one adds nothing.

    From the triangle of the inner products: an orthogonal factor of a few hundred rows makes a
    threaded BLAS wait for its threads, a thousand times longer than it computes.
    """
    try:
        with library("the triangle of the lags", warns=False):
            triangle = np.linalg.cholesky(rows @ rows.T)
            if float(np.diag(triangle).min()) <= _SINGULAR:
                return None
            solved: Float64Array = solve_triangular(triangle, rows @ change, lower=True)
    except NotConvergedError:
        return None
    return solved


def _chosen_lags(series: Float64Array, most: int) -> int:
    """Lags of the least criterion, all on the rows that the most lags leave."""
    rows, change = _regression(series, most)
    explained = _explained(rows, change)
    if explained is None:
        return 0
    left = np.maximum(float(change @ change) - np.cumsum(explained**2), _TINY)
    return int(np.argmin(change.size * np.log(left) + 2.0 * np.arange(left.size)))


def _t_of_level(rows: Float64Array, change: Float64Array, noise: float) -> float:
    # The level last: what it adds to all others is its t value times the deviation.
    explained = _explained(np.roll(rows, -1, axis=0), change)
    if explained is None:
        return math.nan
    left = float(change @ change) - float(explained @ explained)
    freedom = change.size - 1 - len(rows)
    if left <= change.size * max(noise, _SINGULAR * float(np.abs(change).max())) ** 2:
        return math.nan
    return float(explained[-1]) / math.sqrt(left / freedom)
