"""The spread of a pair, how unusual it is, and how fast it comes back."""

import math

import numpy as np

from ml.pairs.hedge import HedgePath
from ml.pairs.moments import PairMoments
from ml.series.noise import CANCELLED, divisor, does_vary
from ml.series.rolling import rolling_mean, rolling_std
from ml.typing import BoolArray, Float64Array


def spread_of(y: Float64Array, x: Float64Array, path: HedgePath) -> Float64Array:
    r"""Distance of y from its hedge.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices.
    path : HedgePath
        Hedge at each moment.

    Returns
    -------
    ndarray of shape (n_observations,)
        :math:`s_t = y_t - (\alpha_t + \beta_t x_t)`, in the unit of y; NaN where an input is.
    """
    return y - (path.alpha + path.beta * x)


def pair_z_score(
    y: Float64Array, x: Float64Array, path: HedgePath, moments: PairMoments
) -> Float64Array:
    """Spread in standard deviations of its trailing window.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices.
    path : HedgePath
        Hedge at each moment.
    moments : PairMoments
        Rolling moments of the pair.

    Returns
    -------
    ndarray of shape (n_observations,)
        As :func:`rolling_z_score`; NaN also where y or x does not vary in the window, as in a
        halted share: what looks like a move of the spread is the other leg alone.
    """
    scale = np.abs(y) + np.abs(path.beta * x)
    z_score = rolling_z_score(spread_of(y, x, path), moments.window, scale=scale)
    return np.where(_both_vary(moments), z_score, np.nan)


def _both_vary(moments: PairMoments) -> BoolArray:
    return np.asarray((moments.var_y > 0.0) & (moments.var_x > 0.0))


def rolling_z_score(
    spread: Float64Array, window: int, *, scale: Float64Array | float = 0.0
) -> Float64Array:
    r"""Spread in standard deviations of its trailing window.

    Parameters
    ----------
    spread : ndarray of shape (n_observations,)
        Any unit.
    window : int
        Observations in a window, the present one included.
    scale : ndarray of shape (n_observations,) or float
        Size of the numbers that the spread is a difference of, for the noise floor.

    Returns
    -------
    ndarray of shape (n_observations,)
        :math:`z_t = (s_t - \bar s_t) / \hat\sigma_t` with the sample standard deviation
        (ddof = 1); NaN until a window is full and where the spread does not vary in it.
    """
    mean, deviation = rolling_mean(spread, window), rolling_std(spread, window)
    # A constant window leaves rounding behind, not exactly zero.
    return (spread - mean) / divisor(deviation, np.maximum(np.abs(mean), scale))


def line_z_score(
    y: Float64Array, x: Float64Array, beta: Float64Array, moments: PairMoments
) -> Float64Array:
    r"""Return the z-score of each spread where all spreads of its window are by its own line.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices.
    beta : ndarray of shape (n_observations,)
        Hedge ratio at each moment.
    moments : PairMoments
        Rolling moments of the pair.

    Returns
    -------
    ndarray of shape (n_observations,)
        NaN until a window is full, and where the spread, y or x does not vary in it.

    Notes
    -----
    With one line the intercept cancels: :math:`s_t - \bar s_t = (y_t - \bar y_t) -
    \beta_t (x_t - \bar x_t)` and :math:`\sigma^2_t = \operatorname{var}(y) -
    2 \beta_t \operatorname{cov}(x, y) + \beta_t^2 \operatorname{var}(x)`, here with ddof = 1.
    """
    window = moments.window
    centred = (y - moments.mean_y) - beta * (x - moments.mean_x)
    variance = moments.var_y - 2.0 * beta * moments.cov + beta * beta * moments.var_x
    deviation = np.sqrt(np.maximum(variance, 0.0) * window / (window - 1.0))
    scale = np.abs(moments.mean_y) + np.abs(beta * moments.mean_x)
    z_score = centred / divisor(deviation, scale)
    known = _both_vary(moments) & (variance > CANCELLED * moments.var_y)
    return np.where(known, z_score, np.nan)


def rolling_correlation(moments: PairMoments) -> Float64Array:
    """Pearson correlation of each trailing window.

    Parameters
    ----------
    moments : PairMoments
        Rolling moments of the pair.

    Returns
    -------
    ndarray of shape (n_observations,)
        In [-1, 1]; NaN until a window is full and where either side does not vary.
    """
    scale = np.sqrt(moments.var_y * moments.var_x)
    return np.clip(moments.cov / np.where(scale > 0.0, scale, np.nan), -1.0, 1.0)


def half_life(spread: Float64Array, *, scale: float = 0.0) -> float:
    r"""Bars until half of a deviation is expected to be gone.

    Parameters
    ----------
    spread : ndarray of shape (n_observations,)
        Evenly spaced; steps with a NaN at either end are left out.
    scale : float
        Size of the numbers that the spread is a difference of, for the noise floor.

    Returns
    -------
    float
        :math:`-\ln 2 / \ln \phi` of the first-order autoregression
        :math:`s_t = c + \phi s_{t-1} + e_t`. NaN below 10 steps, when the spread does not vary,
        and when it does not revert (:math:`\phi \ge 1` or :math:`\phi \le 0`).
    """
    older, newer = spread[:-1], spread[1:]
    complete = np.isfinite(older) & np.isfinite(newer)
    older, newer = older[complete], newer[complete]
    if older.size < 10:
        return math.nan
    centred = older - older.mean()
    total = float(centred @ centred)
    if not does_vary(older, unit=scale):
        return math.nan
    phi = float(centred @ (newer - newer.mean())) / total
    return -math.log(2.0) / math.log(phi) if 0.0 < phi < 1.0 else math.nan
