"""Compiled steps of a live pair: constant work for each bar, whatever the method.

A window's state is an array: how full, where next, pushes since the anchor was renewed, the two
anchors, the five sums about them, and how long each value has stood still. A pair's state is one
array that holds all of it, because a compiled function that is called from Python pays for each
array it is given, and that is most of what a live tick costs. Its steps get offsets into it, as
views cost more than the sums.
"""

import math
from typing import Final

import numpy as np
from numba import njit

from ml.typing import Float64Array

Moments = tuple[float, float, float, float, float]
ROLLING, STATIC, KALMAN = range(3)
_REANCHOR: Final = 1024
_COUNT, _NEXT, _SINCE, _A, _B, _S1, _S2, _S11, _S22, _S12, _STILL1, _STILL2 = range(12)
_PAIR, _SPREADS, _FIT, _METHOD, _INTERCEPT, _BUFFERS = 0, 12, 24, 31, 32, 33
# A compiled function holds its constants, and its file on disk is made anew when this file changes,
# not when another one does. So they are written out here; a test compares them with their sources.
ROUNDING: Final = 1e-12
CANCELLED: Final = 1e-11
KALMAN_DRIFT: Final = 1e-4
KALMAN_PRIOR: Final = 1e7
_STEP: Final = KALMAN_DRIFT / (1.0 - KALMAN_DRIFT)
_PRIOR: Final = KALMAN_PRIOR
_ROUNDING_2: Final = ROUNDING * ROUNDING


def new_state(window: int, method: int, intercept: int) -> Float64Array:
    """Empty state of a pair, as `push_pair` takes it.

    Two windows' states, of the pair and of its spread, the fit, how to hedge, and the ring buffers
    of both windows, each with the first and the second of a place beside each other.

    Parameters
    ----------
    window : int
        Pairs in each of both windows, at least 2.
    method : int
        `ROLLING`, `STATIC` or `KALMAN`.
    intercept : int
        1 for a line with an intercept, 0 for one through the origin.

    Returns
    -------
    ndarray of float64
        Taken and changed in place by `push_pair` and `run_pair`.
    """
    state = np.zeros(_BUFFERS + 4 * window)
    state[_METHOD], state[_INTERCEPT] = method, intercept
    return state


@njit(cache=True)
def _push(
    state: Float64Array, at: int, buffer: int, window: int, first: float, second: float
) -> bool:
    """Put a pair into the window whose state begins at `at`; return whether it is full."""
    place = int(state[at + _NEXT])
    full = state[at + _COUNT] == window
    here = buffer + 2 * place
    before = here - 2 if place > 0 else here + 2 * (window - 1)
    old_first, old_second = state[here], state[here + 1]
    known = state[at + _COUNT] > 0.0
    still1 = known and first == state[before]
    still2 = known and second == state[before + 1]
    state[at + _STILL1] = state[at + _STILL1] + 1.0 if still1 else 1.0
    state[at + _STILL2] = state[at + _STILL2] + 1.0 if still2 else 1.0
    state[here], state[here + 1] = first, second
    state[at + _NEXT] = place + 1 if place + 1 < window else 0
    if not full:
        state[at + _COUNT] += 1.0
    state[at + _SINCE] += 1.0
    if state[at + _SINCE] >= _REANCHOR or state[at + _COUNT] == 1.0:
        _renew(state, at, buffer)
    else:
        _add(state, at, first, second, 1.0)
        if full:
            _add(state, at, old_first, old_second, -1.0)
    return bool(state[at + _COUNT] == window)


@njit(cache=True)
def _add(state: Float64Array, at: int, first: float, second: float, sign: float) -> None:
    d1, d2 = first - state[at + _A], second - state[at + _B]
    state[at + _S1] += sign * d1
    state[at + _S2] += sign * d2
    state[at + _S11] += sign * d1 * d1
    state[at + _S22] += sign * d2 * d2
    state[at + _S12] += sign * d1 * d2


@njit(cache=True)
def _renew(state: Float64Array, at: int, buffer: int) -> None:
    """Sum anew about the window's means: rounding cannot pile up past 1,024 pushes."""
    end = buffer + 2 * int(state[at + _COUNT])
    state[at + _SINCE] = 0.0
    state[at + _A] = state[buffer:end:2].mean()
    state[at + _B] = state[buffer + 1 : end : 2].mean()
    state[at + _S1 : at + _STILL1] = 0.0
    for place in range(buffer, end, 2):
        _add(state, at, state[place], state[place + 1], 1.0)


@njit(cache=True)
def _moments(state: Float64Array, at: int) -> Moments:
    """Means and population moments: mean1, mean2, var1, var2, cov; 0 where nothing moved."""
    n = state[at + _COUNT]
    m1, m2 = state[at + _S1] / n, state[at + _S2] / n
    v1 = 0.0 if state[at + _STILL1] >= n else state[at + _S11] / n - m1 * m1
    v2 = 0.0 if state[at + _STILL2] >= n else state[at + _S22] / n - m2 * m2
    cov = state[at + _S12] / n - m1 * m2
    m1, m2 = m1 + state[at + _A], m2 + state[at + _B]
    return m1, m2, _above(v1, m1), _above(v2, m2), cov


@njit(cache=True)
def _above(variance: float, scale: float) -> float:
    """The variance, 0 where it is rounding of numbers of this size."""
    return variance if variance > _ROUNDING_2 * scale * scale else 0.0


@njit(cache=True)
def _z_score(spread: float, mean: float, variance: float, window: float, scale: float) -> float:
    """NaN where the spread's variance is rounding of prices of this size."""
    if variance > _ROUNDING_2 * scale * scale:
        return (spread - mean) / math.sqrt(variance * window / (window - 1.0))
    return math.nan


@njit(cache=True)
def _static(state: Float64Array, y: float, x: float, intercept: float) -> tuple[float, float]:
    """Alpha and beta of the line of all pairs so far, this one among them.

    The fit holds the count, both means, the sum of squares of x and the sum of products.
    """
    state[_FIT] += 1.0
    dy, dx = y, x
    if intercept:
        dy, dx = y - state[_FIT + 1], x - state[_FIT + 2]
        state[_FIT + 1] += dy / state[_FIT]
        state[_FIT + 2] += dx / state[_FIT]
        dy = y - state[_FIT + 1]
    state[_FIT + 3] += dx * (x - state[_FIT + 2])
    state[_FIT + 4] += dx * dy
    least = _ROUNDING_2 * state[_FIT] * state[_FIT + 2] * state[_FIT + 2]
    if state[_FIT] < 3.0 or state[_FIT + 3] <= least:
        return math.nan, math.nan
    beta = state[_FIT + 4] / state[_FIT + 3]
    return state[_FIT + 1] - beta * state[_FIT + 2], beta


@njit(cache=True)
def _kalman(state: Float64Array, y: float, x: float, intercept: float) -> tuple[float, float]:
    """Alpha and beta of the filter, advanced.

    The fit holds alpha, beta, their three covariances, and the scales of y and x.
    """
    fit = state[_FIT:_METHOD]
    if fit[5] == 0.0:
        fit[5], fit[6] = (abs(y) if y != 0.0 else 1.0), (abs(x) if x != 0.0 else 1.0)
        fit[2], fit[4] = (_PRIOR if intercept else 0.0), _PRIOR
    v, u = y / fit[5], x / fit[6]
    p_aa, p_ab, p_bb = fit[2] + (_STEP if intercept else 0.0), fit[3], fit[4] + _STEP
    gain_a, gain_b = p_aa + p_ab * u, p_ab + p_bb * u
    total = gain_a + gain_b * u + 1.0
    error = v - fit[0] - fit[1] * u
    k_a, k_b = gain_a / total, gain_b / total
    fit[0] += k_a * error
    fit[1] += k_b * error
    fit[2], fit[3], fit[4] = p_aa - k_a * gain_a, p_ab - k_a * gain_b, p_bb - k_b * gain_b
    return fit[0] * fit[5], fit[1] * fit[5] / fit[6]


@njit(cache=True)
def _rolling(moments: Moments, intercept: float) -> tuple[float, float]:
    mean_y, mean_x, _, var_x, cov = moments
    square = var_x if intercept else var_x + mean_x * mean_x
    if square <= 0.0:
        return math.nan, math.nan
    if not intercept:
        return 0.0, (cov + mean_x * mean_y) / square
    beta = cov / square
    return mean_y - beta * mean_x, beta


@njit(cache=True)
def _line_z_score(
    moments: Moments, window: float, spread: float, alpha: float, beta: float
) -> float:
    """One line for all bars: the window's spreads follow from its prices."""
    mean_y, mean_x, var_y, var_x, cov = moments
    mean = mean_y - alpha - beta * mean_x
    variance = var_y - 2.0 * beta * cov + beta * beta * var_x
    if variance <= CANCELLED * var_y:
        return math.nan
    return _z_score(spread, mean, variance, window, abs(mean_y) + abs(beta * mean_x))


@njit(cache=True)
def _correlation(moments: Moments) -> float:
    _, _, var_y, var_x, cov = moments
    scale = math.sqrt(var_y * var_x)
    return max(-1.0, min(1.0, cov / scale)) if scale > 0.0 else math.nan


@njit(cache=True)
def push_pair(state: Float64Array, y: float, x: float) -> tuple[float, float, float, float, float]:
    """Advance by one pair.

    Parameters
    ----------
    state : ndarray of float64
        Of `new_state`; changed in place.
    y, x : float
        Prices or log prices of one moment, finite.

    Returns
    -------
    tuple of five floats
        Alpha, beta, spread, z-score and correlation; NaN until their windows are full.
    """
    if not (math.isfinite(y) and math.isfinite(x)):
        raise ValueError("prices must be finite")
    window = (state.size - _BUFFERS) // 4
    method, intercept = state[_METHOD], state[_INTERCEPT]
    full = _push(state, _PAIR, _BUFFERS, window, y, x)
    moments = _moments(state, _PAIR)
    correlation = _correlation(moments) if full else math.nan
    alpha, beta = math.nan, math.nan
    if method == STATIC:
        alpha, beta = _static(state, y, x, intercept)
    elif method == KALMAN:
        alpha, beta = _kalman(state, y, x, intercept)
    elif full:
        alpha, beta = _rolling(moments, intercept)
    if math.isnan(beta):
        state[_SPREADS:_FIT] = 0.0  # the window of spreads starts again after a hole
        return math.nan, math.nan, math.nan, math.nan, correlation
    spread = y - alpha - beta * x
    z_score = math.nan
    vary = moments[2] > 0.0 and moments[3] > 0.0
    if method == STATIC:
        if full and vary:
            z_score = _line_z_score(moments, window, spread, alpha, beta)
    elif _push(state, _SPREADS, _BUFFERS + 2 * window, window, spread, 0.0):
        mean, _, variance, _, _ = _moments(state, _SPREADS)
        if vary:
            z_score = _z_score(spread, mean, variance, window, abs(y) + abs(beta * x))
    return alpha, beta, spread, z_score, correlation


@njit(cache=True)
def rolling_pair(  # noqa: C901, PLR0912, PLR0915  one pass in registers: parts cost calls a bar
    y: Float64Array, x: Float64Array, window: int, intercept: int
) -> Float64Array:
    """Rolling hedge of whole series in one pass; rows alpha, beta, spread, z-score, correlation.

    The same sums as a tracker's, kept in registers; every 1,024 bars they are taken anew about
    the window's means.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices, finite.
    window : int
        Pairs in the window, at least 2.
    intercept : int
        1 for a line with an intercept, 0 for one through the origin.

    Returns
    -------
    ndarray of shape (5, n_observations)
        Alpha, beta, spread, z-score and correlation; NaN until their windows are full.
    """
    count = y.size
    out = np.full((5, count), np.nan)
    alphas, betas, spreads, z_scores, correlations = out
    share, unbias = 1.0 / window, window / (window - 1.0)
    a = b = s_y = s_x = s_yy = s_xx = s_yx = 0.0
    c = r_s = r_ss = 0.0
    still_y = still_x = since = held = 0
    for t in range(count):
        still_y = still_y + 1 if t > 0 and y[t] == y[t - 1] else 1
        still_x = still_x + 1 if t > 0 and x[t] == x[t - 1] else 1
        if t < window - 1:
            continue
        since += 1
        if t == window - 1 or since >= _REANCHOR:
            since = 0
            first = t - window + 1
            a, b = y[first : t + 1].mean(), x[first : t + 1].mean()
            s_y = s_x = s_yy = s_xx = s_yx = 0.0
            for k in range(first, t + 1):
                d, e = y[k] - a, x[k] - b
                s_y, s_x = s_y + d, s_x + e
                s_yy, s_xx, s_yx = s_yy + d * d, s_xx + e * e, s_yx + d * e
            if held >= window:
                c = spreads[t - window : t].mean()
                r_s = r_ss = 0.0
                for k in range(t - window, t):
                    f = spreads[k] - c
                    r_s, r_ss = r_s + f, r_ss + f * f
        else:
            d, e = y[t] - a, x[t] - b
            o, p = y[t - window] - a, x[t - window] - b
            s_y, s_x = s_y + (d - o), s_x + (e - p)
            s_yy += d * d - o * o
            s_xx += e * e - p * p
            s_yx += d * e - o * p
        m_y, m_x = s_y * share, s_x * share
        v_y = 0.0 if still_y >= window else s_yy * share - m_y * m_y
        v_x = 0.0 if still_x >= window else s_xx * share - m_x * m_x
        cov = s_yx * share - m_y * m_x
        m_y, m_x = m_y + a, m_x + b
        if v_y <= _ROUNDING_2 * m_y * m_y:
            v_y = 0.0
        if v_x <= _ROUNDING_2 * m_x * m_x:
            v_x = 0.0
        scale = math.sqrt(v_y * v_x)
        if scale > 0.0:
            correlations[t] = max(-1.0, min(1.0, cov / scale))
        if intercept and v_x > 0.0:
            beta = cov / v_x
            alpha = m_y - beta * m_x
        elif not intercept and v_x + m_x * m_x > 0.0:
            beta = (cov + m_x * m_y) / (v_x + m_x * m_x)
            alpha = 0.0
        else:
            held = 0  # a hole: the window of spreads starts again after it
            continue
        spread = y[t] - alpha - beta * x[t]
        alphas[t], betas[t], spreads[t] = alpha, beta, spread
        if held == 0:
            c, r_s, r_ss = spread, 0.0, 0.0
        f = spread - c
        r_s, r_ss = r_s + f, r_ss + f * f
        held += 1
        if held > window:
            g = spreads[t - window] - c
            r_s, r_ss = r_s - g, r_ss - g * g
        if held >= window and v_y > 0.0 and v_x > 0.0:
            m_s = r_s * share
            v_s = max(r_ss * share - m_s * m_s, 0.0) * unbias
            mean = m_s + c
            size = abs(y[t]) + abs(beta * x[t])
            if v_s > _ROUNDING_2 * size * size:
                z_scores[t] = (spread - mean) / math.sqrt(v_s)
    return out


@njit(cache=True)
def run_pair(state: Float64Array, y: Float64Array, x: Float64Array) -> Float64Array:
    """Advance through whole series.

    Parameters
    ----------
    state : ndarray of float64
        Of `new_state`; changed in place.
    y, x : ndarray of shape (n_observations,)
        Prices or log prices, finite.

    Returns
    -------
    ndarray of shape (5, n_observations)
        Alpha, beta, spread, z-score and correlation; NaN until their windows are full.
    """
    out = np.empty((5, y.size))
    for t in range(y.size):
        row = push_pair(state, y[t], x[t])
        out[0, t], out[1, t], out[2, t], out[3, t], out[4, t] = row
    return out
