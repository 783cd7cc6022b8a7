"""Trailing-window kernels: the value at t uses observations up to and including t only."""

import math
from typing import Final

import bottleneck as bn
import numpy as np

from ml.series.noise import ROUNDING
from ml.typing import Float64Array, Int64Array

RISKMETRICS_DECAY = 0.94
"""Daily decay of J.P. Morgan/Reuters, RiskMetrics Technical Document (4th ed., 1996), table 5.8."""

_FLAT: Final = 2e-3
"""Below this share of the largest value passed, a recurrence keeps fewer than ten digits."""


def rolling_mean(values: Float64Array, window: int) -> Float64Array:
    r"""Mean of each trailing window.

    Parameters
    ----------
    values : ndarray of shape (n_observations,) or (n_observations, n_assets)
        Any unit, oldest first.
    window : int
        Observations in a window.

    Returns
    -------
    ndarray of the same shape
        NaN until a window is full and wherever it holds a NaN.
    """
    if window > values.shape[0]:
        return np.full(values.shape, np.nan)
    anchor = _anchor(values)
    return np.asarray(bn.move_mean(values - anchor, window, axis=0)) + anchor


def rolling_std(
    values: Float64Array, window: int, *, ddof: int = 1, unit: float = 0.0
) -> Float64Array:
    r"""Standard deviation of each trailing window.

    Parameters
    ----------
    values : ndarray of shape (n_observations,) or (n_observations, n_assets)
        Returns, usually.
    window : int
        Observations in a window; more than `ddof`.
    ddof : int
        Degrees of freedom taken from the divisor; 1 is the sample standard deviation.
    unit : float
        Least scale of the noise floor; `ml.series.noise.RATIO` for returns.

    Returns
    -------
    ndarray of the same shape
        The unit of `values`; NaN until a window is full and wherever it holds a NaN, exactly 0
        where its values differ by rounding alone.

    Notes
    -----
    Updated by Welford's recurrence on values shifted by the first one, which costs O(n). What it
    loses to rounding grows with the largest value it has passed, so windows that are nearly flat
    next to that one are computed anew.
    """
    if window <= ddof:
        raise ValueError("the window leaves no degree of freedom")
    if window > values.shape[0]:
        return np.full(values.shape, np.nan)
    shifted = values - _anchor(values)
    found = np.asarray(bn.move_std(shifted, window, axis=0, ddof=ddof))
    passed = np.fmax.accumulate(np.abs(shifted), axis=0)
    doubtful = np.nonzero(found < _FLAT * passed)
    if doubtful[0].size:
        found[doubtful] = _std_of_windows(shifted, window, doubtful, ddof)
    # Where a window is flat, its last value is as large as any.
    found[found <= ROUNDING * np.maximum(np.abs(values), unit)] = 0.0
    return found


def _std_of_windows(
    values: Float64Array, window: int, ends: tuple[Int64Array, ...], ddof: int
) -> Float64Array:
    every = np.lib.stride_tricks.sliding_window_view(values, window, axis=0)
    own = every[(ends[0] - window + 1, *ends[1:])]
    # From its own first value on, so that equal values deviate by exactly nothing.
    return np.asarray(np.std(own - own[:, :1], axis=1, ddof=ddof))


def ewma_variance(
    returns: Float64Array, *, decay: float = RISKMETRICS_DECAY, warmup: int = 20
) -> Float64Array:
    r"""Exponentially weighted variance; the value at t is the forecast for t + 1.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,) or (n_observations, n_assets)
        Returns of a period, taken to have mean zero.
    decay : float
        Weight of yesterday's variance, in (0, 1).
    warmup : int
        First observations, whose mean square starts the recursion.

    Returns
    -------
    ndarray of the same shape
        Variance of a period. NaN before `warmup` observations were seen; a missing return
        leaves the variance where it was. No value depends on a later return, bit for bit.

    Notes
    -----
    :math:`\sigma^2_{t+1} = \lambda \sigma^2_t + (1 - \lambda) r_t^2`.

    References
    ----------
    J.P. Morgan/Reuters, RiskMetrics Technical Document, 4th ed. (1996), section 5.2.
    """
    if not 0.0 < decay < 1.0 or warmup < 1:
        raise ValueError("decay must lie in (0, 1) and warmup be at least 1")
    squares = np.square(returns)
    if squares.ndim == 1:
        return _ewma_column(squares, decay, warmup)
    columns = [_ewma_column(column, decay, warmup) for column in squares.T]
    return np.stack(columns, axis=1) if columns else np.empty_like(squares)


def lagged(values: Float64Array, periods: int = 1) -> Float64Array:
    """Values moved later in time, so that row t holds what was known `periods` before.

    Parameters
    ----------
    values : ndarray of shape (n_observations, ...)
        Oldest first.
    periods : int
        Rows to move by, at least 0.

    Returns
    -------
    ndarray of the same shape
        The first `periods` rows are NaN: all of a shorter series.
    """
    moved = np.full(values.shape, np.nan)
    moved[periods:] = values[: max(values.shape[0] - periods, 0)]
    return moved


def _ewma_column(squares: Float64Array, decay: float, warmup: int) -> Float64Array:
    seen = np.flatnonzero(np.isfinite(squares))
    out = np.full(squares.shape, np.nan)
    if seen.size < warmup:
        return out
    start = seen[warmup - 1]
    variance = float(np.mean(squares[seen[:warmup]]))
    out[start] = variance
    # A plain loop: a blocked or filtered form is faster by microseconds on daily series and
    # rounds differently when the series grows, which breaks replays bit for bit.
    gain, path = 1.0 - decay, []
    for square in squares[start + 1 :].tolist():
        if square < math.inf:  # false for NaN too
            variance = decay * variance + gain * square
        path.append(variance)
    out[start + 1 :] = path
    return out


def _anchor(values: Float64Array) -> Float64Array:
    first = values[:1]
    return np.where(np.isfinite(first), first, 0.0)
