"""Rolling first and second moments of two series in one pass, the base of every pair measure."""

from dataclasses import dataclass
from typing import Final

import bottleneck as bn
import numpy as np

from ml.series.noise import ROUNDING
from ml.typing import BoolArray, Float64Array

_BLOCK: Final = 4096


@dataclass(frozen=True, slots=True, eq=False)
class PairMoments:
    """Means, population variances and covariance of each trailing window.

    Attributes
    ----------
    mean_y, mean_x : ndarray of shape (n_observations,)
        Window means; NaN until a window is full and where it holds a NaN.
    var_y, var_x, cov : ndarray of shape (n_observations,)
        Window moments divided by `window`; a variance is exactly 0 where nothing moved
        by more than rounding.
    window : int
        Observations in a window.
    """

    mean_y: Float64Array
    mean_x: Float64Array
    var_y: Float64Array
    var_x: Float64Array
    cov: Float64Array
    window: int


def pair_moments(y: Float64Array, x: Float64Array, window: int) -> PairMoments:
    r"""Rolling moments of a pair.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices, aligned, oldest first.
    window : int
        Observations in a window, at least 2.

    Returns
    -------
    PairMoments
        Arrays of shape (n_observations,).

    Raises
    ------
    ValueError
        When the lengths differ or the window is below 2.

    Notes
    -----
    :math:`\operatorname{cov} = E[(y-a)(x-b)] - E[y-a]E[x-b]`, where :math:`a, b` are the means of
    a block of 4,096 bars. Moments about a near anchor do not cancel as those about zero do, and a
    block is too short for rounding to pile up: cumulative sums over a whole history miss the
    hedge ratio in the third digit on ordinary prices.
    """
    if y.shape != x.shape or y.ndim != 1:
        raise ValueError("y and x must be one-dimensional and of one length")
    if window < 2:
        raise ValueError("a window holds at least 2 observations")
    parts = [_block(y, x, window, start) for start in range(0, len(y), _BLOCK)]
    mean_y, mean_x, var_y, var_x, cov = np.concatenate(parts, axis=1) if parts else np.empty((5, 0))
    for variance, values in ((var_y, y), (var_x, x)):
        # Where nothing moved, each value is the window's mean to rounding.
        variance[variance <= np.square(ROUNDING * values)] = 0.0
        variance[unmoved(values, window)] = 0.0
    return PairMoments(mean_y, mean_x, var_y, var_x, cov, window)


def unmoved(values: Float64Array, window: int) -> BoolArray:
    """Whether each trailing window is full and holds one value only.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        Any unit, oldest first; NaN equals nothing.
    window : int
        Observations in a window.

    Returns
    -------
    ndarray of bool, shape (n_observations,)
        An exact comparison, of what rounding would blur.
    """
    moved = np.ones(len(values), dtype=bool)
    moved[1:] = values[1:] != values[:-1]
    if moved.all():
        return ~moved
    places = np.arange(len(values))
    return places - np.maximum.accumulate(np.where(moved, places, 0)) >= window - 1


def _block(y: Float64Array, x: Float64Array, window: int, start: int) -> Float64Array:
    """Moments of one block, as rows mean_y, mean_x, var_y, var_x, cov."""
    stop = min(start + _BLOCK, len(y))
    lead = min(start, window - 1)
    near_y, near_x = y[start - lead : stop], x[start - lead : stop]
    if len(near_y) < window:
        return np.full((5, stop - start), np.nan)
    anchor_y, anchor_x = _anchor(near_y), _anchor(near_x)
    dy, dx = near_y - anchor_y, near_x - anchor_x
    hole = np.isnan(dy + dx)
    if hole.any():  # a hole of either side is a hole of both
        dy, dx = np.where(hole, np.nan, dy), np.where(hole, np.nan, dx)
    my, mx, myy, mxx, mxy = (
        bn.move_mean(values, window) for values in (dy, dx, dy * dy, dx * dx, dy * dx)
    )
    rows = (
        my + anchor_y,
        mx + anchor_x,
        np.maximum(myy - my * my, 0.0),
        np.maximum(mxx - mx * mx, 0.0),
        mxy - my * mx,
    )
    return np.stack(rows)[:, lead:]


def _anchor(values: Float64Array) -> float:
    present = values[np.isfinite(values)]
    return float(present.mean()) if present.size else 0.0
