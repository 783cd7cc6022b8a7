"""The same numbers a bar at a time: constant work for each, equal to the batch kernels."""

import math
from typing import Final, NamedTuple

import numpy as np
from numba import njit

from ml.typing import Float64Array

_REANCHOR: Final = 1024
# Places in a window's state: how full, where next, pushes since the anchor was renewed, the two
# anchors, and the five sums about them.
_COUNT, _NEXT, _SINCE, _A, _B, _S1, _S2, _S11, _S22, _S12 = range(10)


class PairPoint(NamedTuple):
    """A pair at one moment; NaN until the window holds enough.

    Attributes
    ----------
    alpha, beta : float
        Rolling hedge of the window.
    spread : float
        y - (alpha + beta x), in the unit of y.
    z_score : float
        Spread in sample standard deviations of its own last `window` values.
    correlation : float
        Pearson correlation of the window.
    """

    alpha: float
    beta: float
    spread: float
    z_score: float
    correlation: float


class PairTracker:
    """Rolling hedge, spread, z-score and correlation of a pair, updated in constant time.

    Parameters
    ----------
    window : int
        Observations in a window, at least 2.
    """

    def __init__(self, window: int) -> None:
        if window < 2:
            raise ValueError("a window holds at least 2 observations")
        self._pair, self._pair_ring = np.zeros(10), np.zeros((window, 2))
        self._spread, self._spread_ring = np.zeros(10), np.zeros((window, 2))

    def push(self, y: float, x: float) -> PairPoint:
        """Take the newest pair and return the state with it.

        Parameters
        ----------
        y, x : float
            Finite prices or log prices of one moment.

        Returns
        -------
        PairPoint
            The same values that the batch kernels give for this moment.

        Raises
        ------
        ValueError
            When a price is not finite: a hole must not enter the sums.
        """
        if not (math.isfinite(y) and math.isfinite(x)):
            raise ValueError("prices must be finite")
        return PairPoint(
            *_push_pair(self._pair, self._pair_ring, self._spread, self._spread_ring, y, x)
        )


@njit(cache=True)
def _push(state: Float64Array, ring: Float64Array, first: float, second: float) -> bool:
    """Put a pair into a window; tell whether the window is full."""
    window = ring.shape[0]
    place = int(state[_NEXT])
    full = state[_COUNT] == window
    old_first, old_second = ring[place, 0], ring[place, 1]
    ring[place, 0], ring[place, 1] = first, second
    state[_NEXT] = (place + 1) % window
    if not full:
        state[_COUNT] += 1.0
    state[_SINCE] += 1.0
    if state[_SINCE] >= _REANCHOR or state[_COUNT] == 1.0:
        _renew(state, ring)
    else:
        _add(state, first, second, 1.0)
        if full:
            _add(state, old_first, old_second, -1.0)
    return bool(state[_COUNT] == window)


@njit(cache=True)
def _add(state: Float64Array, first: float, second: float, sign: float) -> None:
    d1, d2 = first - state[_A], second - state[_B]
    state[_S1] += sign * d1
    state[_S2] += sign * d2
    state[_S11] += sign * d1 * d1
    state[_S22] += sign * d2 * d2
    state[_S12] += sign * d1 * d2


@njit(cache=True)
def _renew(state: Float64Array, ring: Float64Array) -> None:
    """Sum anew about the window's means: rounding cannot pile up past 1,024 pushes."""
    count = int(state[_COUNT])
    state[_SINCE] = 0.0
    state[_A], state[_B] = ring[:count, 0].mean(), ring[:count, 1].mean()
    state[_S1:] = 0.0
    for row in range(count):
        _add(state, ring[row, 0], ring[row, 1], 1.0)


@njit(cache=True)
def _moments(state: Float64Array) -> tuple[float, float, float, float, float]:
    """Means and population moments: mean1, mean2, var1, var2, cov."""
    n = state[_COUNT]
    m1, m2 = state[_S1] / n, state[_S2] / n
    v1, v2 = max(state[_S11] / n - m1 * m1, 0.0), max(state[_S22] / n - m2 * m2, 0.0)
    return m1 + state[_A], m2 + state[_B], v1, v2, state[_S12] / n - m1 * m2


@njit(cache=True)
def _push_pair(
    pair: Float64Array,
    pair_ring: Float64Array,
    spreads: Float64Array,
    spread_ring: Float64Array,
    y: float,
    x: float,
) -> tuple[float, float, float, float, float]:
    """Advance both windows; alpha, beta, spread, z-score, correlation."""
    if not _push(pair, pair_ring, y, x):
        return np.nan, np.nan, np.nan, np.nan, np.nan
    mean_y, mean_x, var_y, var_x, cov = _moments(pair)
    if var_x <= 0.0:
        return np.nan, np.nan, np.nan, np.nan, np.nan
    beta = cov / var_x
    alpha = mean_y - beta * mean_x
    spread = y - alpha - beta * x
    scale = math.sqrt(var_y * var_x)
    correlation = max(-1.0, min(1.0, cov / scale)) if scale > 0.0 else np.nan
    z_score = np.nan
    if _push(spreads, spread_ring, spread, 0.0):
        mean, _, variance, _, _ = _moments(spreads)
        window = spreads[_COUNT]
        deviation = math.sqrt(variance * window / (window - 1.0))
        if deviation > 1e-12 * max(abs(mean), 1e-300):
            z_score = (spread - mean) / deviation
    return alpha, beta, spread, z_score, correlation
