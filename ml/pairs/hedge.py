"""Hedge ratios: how much of x offsets one unit of y."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.errors import DoesNotVaryError, InsufficientDataError
from ml.pairs.moments import PairMoments
from ml.series.noise import ROUNDING, above_noise, does_vary, noise_floor
from ml.typing import Float64Array

KALMAN_DRIFT: Final = 1e-4
KALMAN_PRIOR: Final = 1e7
"""Prior variance of alpha and beta, in units of the noise: so wide that the first bars decide."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """An ordinary least squares line y = alpha + beta x.

    Attributes
    ----------
    alpha, beta : float
        Intercept (0 when none was asked for) and hedge ratio, in the units of the input.
    r_squared : float
        Share of y's variance that the line explains, about the mean with an intercept and about
        zero without one; NaN when y does not vary.
    observations : int
        Pairs used.
    """

    alpha: float
    beta: float
    r_squared: float
    observations: int


@dataclass(frozen=True, slots=True, eq=False)
class HedgePath:
    """A line for each moment, known at that moment.

    Attributes
    ----------
    alpha, beta : ndarray of shape (n_observations,)
        NaN until enough observations exist.
    """

    alpha: Float64Array
    beta: Float64Array


def ols_hedge(y: Float64Array, x: Float64Array, *, intercept: bool = True) -> Hedge:
    r"""Hedge ratio of the whole sample.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices; pairs with a NaN are left out.
    intercept : bool
        Whether the line may miss the origin.

    Returns
    -------
    Hedge
        The least squares line.

    Raises
    ------
    InsufficientDataError
        Below 3 complete pairs.
    DoesNotVaryError
        When x does not vary.

    Notes
    -----
    :math:`\beta = \sum (x-\bar x)(y-\bar y) / \sum (x-\bar x)^2`,
    :math:`\alpha = \bar y - \beta \bar x`; without intercept :math:`\beta = \sum xy / \sum x^2`.
    """
    complete = np.isfinite(y) & np.isfinite(x)
    y, x = y[complete], x[complete]
    if y.size < 3:
        raise InsufficientDataError(int(y.size), 3)
    centre_y, centre_x = (float(y.mean()), float(x.mean())) if intercept else (0.0, 0.0)
    dy, dx = y - centre_y, x - centre_x
    spread_x = float(dx @ dx)
    if spread_x <= 0.0 or not does_vary(x):
        raise DoesNotVaryError("x does not vary, so no hedge ratio exists")
    y_varies = does_vary(y)
    if intercept and not y_varies:
        return Hedge(centre_y, 0.0, math.nan, int(y.size))
    beta = float(dx @ dy) / spread_x
    alpha = centre_y - beta * centre_x
    residual, total = y - alpha - beta * x, float(dy @ dy)
    r_squared = 1.0 - float(residual @ residual) / total if y_varies else math.nan
    return Hedge(alpha, beta, r_squared, int(y.size))


def check_spread(y: Float64Array, x: Float64Array, hedge: Hedge) -> None:
    """Refuse a pair whose spread by its whole line is rounding.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Complete prices or log prices.
    hedge : Hedge
        Their line.

    Raises
    ------
    DoesNotVaryError
        When y does not vary, or the two are multiples of one another.
    """
    if not does_vary(y):
        raise DoesNotVaryError("y does not vary, so there is no spread")
    scale = np.array([np.abs(y).max(), hedge.beta * np.abs(x).max()])
    residual = y - hedge.alpha - hedge.beta * x
    if float(residual.std()) <= noise_floor(scale):
        raise DoesNotVaryError(
            "the series are multiples of one another: their spread does not vary"
        )


def expanding_hedge(y: Float64Array, x: Float64Array, *, intercept: bool = True) -> HedgePath:
    r"""Hedge ratio of all observations so far.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Finite prices or log prices, aligned, oldest first.
    intercept : bool
        Whether each line may miss the origin.

    Returns
    -------
    HedgePath
        The value at t is :func:`ols_hedge` of the first t + 1 pairs; NaN below 3 of them and
        while x has not varied.

    Notes
    -----
    The running sums are taken about the means of the whole sample, which cancel: no value depends
    on what came later.
    """
    count = np.arange(1.0, y.size + 1.0)
    centre_y, centre_x = (y.mean(), x.mean()) if intercept and y.size else (0.0, 0.0)
    dy, dx = y - centre_y, x - centre_x
    square, cross = np.cumsum(dx * dx), np.cumsum(dx * dy)
    mean_y, mean_x = np.cumsum(dy) / count, np.cumsum(dx) / count
    if intercept:
        square, cross = square - count * mean_x**2, cross - count * mean_x * mean_y
    passed = np.maximum.accumulate(x), np.minimum.accumulate(x)
    largest = np.maximum(np.abs(passed[0]), np.abs(passed[1]))
    varies = above_noise(passed[0] - passed[1], largest) & (count >= 3.0)
    varies &= square > count * (ROUNDING * largest) ** 2
    beta = cross / np.where(varies, square, np.nan)
    if not intercept:
        return HedgePath(np.where(np.isnan(beta), np.nan, 0.0), beta)
    return HedgePath(mean_y + centre_y - beta * (mean_x + centre_x), beta)


def rolling_hedge(moments: PairMoments, *, intercept: bool = True) -> HedgePath:
    """Hedge ratio of each trailing window.

    Parameters
    ----------
    moments : PairMoments
        Rolling moments of the pair.
    intercept : bool
        Whether each line may miss the origin.

    Returns
    -------
    HedgePath
        NaN until a window is full, where it holds a NaN and where x does not vary in it.
    """
    if not intercept:
        square = moments.var_x + moments.mean_x**2
        cross = moments.cov + moments.mean_x * moments.mean_y
        beta = cross / np.where(square > 0.0, square, np.nan)
        return HedgePath(np.where(np.isnan(beta), np.nan, 0.0), beta)
    beta = moments.cov / np.where(moments.var_x > 0.0, moments.var_x, np.nan)
    return HedgePath(moments.mean_y - beta * moments.mean_x, beta)


def kalman_hedge(
    y: Float64Array,
    x: Float64Array,
    *,
    intercept: bool = True,
    drift: float = KALMAN_DRIFT,
) -> HedgePath:
    r"""Hedge ratio that drifts as a random walk, filtered by Kalman's recursion.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices; a pair with a NaN leaves the state as it was.
    intercept : bool
        Whether alpha is a state too; otherwise it is 0.
    drift : float
        :math:`\delta` in (0, 1): the state noise is :math:`\delta / (1 - \delta)` times the
        observation noise, per unit of scaled x. The noise itself cancels: only its ratios to the
        state's noise and to the wide prior matter, so nothing has to be estimated from the future.

    Returns
    -------
    HedgePath
        Filtered values: the value at t uses observations up to t.

    Notes
    -----
    State :math:`\theta_t = (\alpha_t, \beta_t)`, :math:`\theta_t = \theta_{t-1} + w_t`,
    :math:`y_t = (1, x_t)\,\theta_t + v_t`; y and x are scaled by their first values so that both
    states drift at one rate.

    References
    ----------
    E. Chan, Algorithmic Trading (Wiley, 2013), chapter 3, example 3.3.
    """
    complete = np.flatnonzero(np.isfinite(y) & np.isfinite(x))
    path = HedgePath(np.full(y.shape, np.nan), np.full(y.shape, np.nan))
    if complete.size < 3:
        return path
    first = complete[0]
    scale_y, scale_x = _scale(float(y[first])), _scale(float(x[first]))
    _filter(path, y / scale_y, x / scale_x, drift=drift, intercept=intercept)
    np.multiply(path.alpha, scale_y, out=path.alpha)
    np.multiply(path.beta, scale_y / scale_x, out=path.beta)
    return path


def _scale(value: float) -> float:
    return abs(value) if value else 1.0


def _filter(
    path: HedgePath,
    y: Float64Array,
    x: Float64Array,
    *,
    drift: float,
    intercept: bool,
) -> None:
    """Run the two-state recursion in plain floats; a 2 by 2 matrix needs no library.

    All variances are in units of the observation noise.
    """
    step = drift / (1.0 - drift)
    alpha, beta = 0.0, 0.0
    p_aa, p_ab, p_bb = (KALMAN_PRIOR if intercept else 0.0), 0.0, KALMAN_PRIOR
    step_a = step if intercept else 0.0
    for t, (y_t, x_t) in enumerate(zip(y.tolist(), x.tolist(), strict=True)):
        if y_t - y_t == 0.0 and x_t - x_t == 0.0:
            p_aa, p_bb = p_aa + step_a, p_bb + step
            gain_a, gain_b = p_aa + p_ab * x_t, p_ab + p_bb * x_t
            total = gain_a + gain_b * x_t + 1.0
            error = y_t - alpha - beta * x_t
            k_a, k_b = gain_a / total, gain_b / total
            alpha, beta = alpha + k_a * error, beta + k_b * error
            p_aa, p_ab, p_bb = p_aa - k_a * gain_a, p_ab - k_a * gain_b, p_bb - k_b * gain_b
        path.alpha[t], path.beta[t] = alpha, beta
