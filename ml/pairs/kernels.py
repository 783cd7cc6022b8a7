"""Compiled steps of a live pair: constant work for each bar, whatever the method.

A window's state is an array: how full, where next, pushes since the anchor was renewed, the two
anchors, the five sums about them, and how long each value has stood still. A pair's state is one
array that holds all of it, because a compiled function that is called from Python pays for each
array it is given, and that is most of what a live tick costs.
"""

import math
from typing import Final

import numpy as np
from numba import njit

from ml.pairs.hedge import KALMAN_DRIFT, KALMAN_PRIOR
from ml.typing import Float64Array

Moments = tuple[float, float, float, float, float]
ROLLING, STATIC, KALMAN = range(3)
_REANCHOR: Final = 1024
_COUNT, _NEXT, _SINCE, _A, _B, _S1, _S2, _S11, _S22, _S12, _STILL1, _STILL2 = range(12)
_SUMS: Final = 12
_FIT: Final = 7
_HOW: Final = 2
_STEP: Final = KALMAN_DRIFT / (1.0 - KALMAN_DRIFT)
_PRIOR: Final = KALMAN_PRIOR


def new_state(window: int, method: int, intercept: int) -> Float64Array:
    """Empty state of a pair, as `push_pair` takes it; its last two places say how to hedge."""
    state = np.zeros(2 * _SUMS + 4 * window + _FIT + _HOW)
    state[-_HOW:] = method, intercept
    return state


@njit(cache=True)
def _parts(state: Float64Array) -> tuple[Float64Array, ...]:
    """Views of the pair's window and ring, the spread's window and ring, and the fit.

    A ring is flat, first and second of each place beside each other: shapes cost time too.
    """
    window = (state.size - 2 * _SUMS - _FIT - _HOW) // 4
    ring = _SUMS + 2 * window
    spreads, fit = ring + _SUMS, 2 * ring
    return (
        state[:_SUMS],
        state[_SUMS:ring],
        state[ring:spreads],
        state[spreads:fit],
        state[fit:],
    )


@njit(cache=True)
def _push(state: Float64Array, ring: Float64Array, first: float, second: float) -> bool:
    """Put a pair into a window; tell whether the window is full."""
    window = ring.size // 2
    place = int(state[_NEXT])
    full = state[_COUNT] == window
    old_first, old_second = ring[2 * place], ring[2 * place + 1]
    before = place - 1 if place > 0 else window - 1
    known = state[_COUNT] > 0.0
    state[_STILL1] = state[_STILL1] + 1.0 if known and first == ring[2 * before] else 1.0
    state[_STILL2] = state[_STILL2] + 1.0 if known and second == ring[2 * before + 1] else 1.0
    ring[2 * place], ring[2 * place + 1] = first, second
    state[_NEXT] = place + 1 if place + 1 < window else 0
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
    state[_A], state[_B] = ring[: 2 * count : 2].mean(), ring[1 : 2 * count : 2].mean()
    state[_S1:_STILL1] = 0.0
    for row in range(count):
        _add(state, ring[2 * row], ring[2 * row + 1], 1.0)


@njit(cache=True)
def _moments(state: Float64Array) -> Moments:
    """Means and population moments: mean1, mean2, var1, var2, cov; 0 where nothing moved."""
    n = state[_COUNT]
    m1, m2 = state[_S1] / n, state[_S2] / n
    v1 = 0.0 if state[_STILL1] >= n else max(state[_S11] / n - m1 * m1, 0.0)
    v2 = 0.0 if state[_STILL2] >= n else max(state[_S22] / n - m2 * m2, 0.0)
    return m1 + state[_A], m2 + state[_B], v1, v2, state[_S12] / n - m1 * m2


@njit(cache=True)
def _z_score(spread: float, mean: float, variance: float, window: float) -> float:
    deviation = math.sqrt(variance * window / (window - 1.0))
    if deviation > 1e-12 * max(abs(mean), 1e-300):
        return (spread - mean) / deviation
    return math.nan


@njit(cache=True)
def _static(fit: Float64Array, y: float, x: float, intercept: int) -> None:
    """Take one more pair into the line of all: count, means, sum of squares of x, of products."""
    fit[0] += 1.0
    dy, dx = y, x
    if intercept:
        dy, dx = y - fit[1], x - fit[2]
        fit[1] += dy / fit[0]
        fit[2] += dx / fit[0]
        dy = y - fit[1]
    fit[3] += dx * (x - fit[2])
    fit[4] += dx * dy


@njit(cache=True)
def _kalman(fit: Float64Array, y: float, x: float, intercept: int) -> tuple[float, float]:
    """Advance the filter: alpha, beta, their three covariances, and the scales of y and x."""
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
def _hedge(
    fit: Float64Array, moments: Moments, y: float, x: float, method: int, intercept: int
) -> tuple[float, float]:
    """Alpha and beta by a method; beta is NaN until enough is known."""
    if method == KALMAN:
        return _kalman(fit, y, x, intercept)
    if method == STATIC:
        _static(fit, y, x, intercept)
        if fit[0] < 3.0 or fit[3] <= 0.0:
            return math.nan, math.nan
        beta = fit[4] / fit[3]
        return fit[1] - beta * fit[2], beta
    return _rolling(moments, intercept)


@njit(cache=True)
def _rolling(moments: Moments, intercept: int) -> tuple[float, float]:
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
    variance = max(var_y - 2.0 * beta * cov + beta * beta * var_x, 0.0)
    return _z_score(spread, mean, variance, window)


@njit(cache=True)
def _correlation(moments: Moments) -> float:
    _, _, var_y, var_x, cov = moments
    scale = math.sqrt(var_y * var_x)
    return max(-1.0, min(1.0, cov / scale)) if scale > 0.0 else math.nan


@njit(cache=True)
def push_pair(state: Float64Array, y: float, x: float) -> tuple[float, float, float, float, float]:
    """Advance by one pair; alpha, beta, spread, z-score, correlation."""
    pair, pair_ring, spreads, spread_ring, fit = _parts(state)
    method, intercept = int(state[-2]), int(state[-1])
    full = _push(pair, pair_ring, y, x)
    moments = _moments(pair)
    correlation = _correlation(moments) if full else math.nan
    alpha, beta = math.nan, math.nan
    if full or method != ROLLING:
        alpha, beta = _hedge(fit, moments, y, x, method, intercept)
    if math.isnan(beta):
        spreads[:] = 0.0  # the window of spreads starts again after a hole
        return math.nan, math.nan, math.nan, math.nan, correlation
    spread = y - alpha - beta * x
    z_score = math.nan
    if method == STATIC:
        if full:
            z_score = _line_z_score(moments, pair[_COUNT], spread, alpha, beta)
    elif _push(spreads, spread_ring, spread, 0.0):
        mean, _, variance, _, _ = _moments(spreads)
        z_score = _z_score(spread, mean, variance, spreads[_COUNT])
    return alpha, beta, spread, z_score, correlation


@njit(cache=True)
def rolling_pair(  # noqa: C901, PLR0912, PLR0915  one pass in registers: parts cost calls a bar
    y: Float64Array, x: Float64Array, window: int, intercept: int
) -> Float64Array:
    """Rolling hedge of whole series in one pass; rows alpha, beta, spread, z-score, correlation.

    The same sums as a tracker's, kept in registers; every 1,024 bars they are taken anew about
    the window's means.
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
        v_y = 0.0 if still_y >= window else max(s_yy * share - m_y * m_y, 0.0)
        v_x = 0.0 if still_x >= window else max(s_xx * share - m_x * m_x, 0.0)
        cov = s_yx * share - m_y * m_x
        m_y, m_x = m_y + a, m_x + b
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
        if held >= window:
            m_s = r_s * share
            v_s = max(r_ss * share - m_s * m_s, 0.0) * unbias
            mean = m_s + c
            if v_s > 1e-24 * mean * mean:
                z_scores[t] = (spread - mean) / math.sqrt(v_s)
    return out


@njit(cache=True)
def run_pair(state: Float64Array, y: Float64Array, x: Float64Array) -> Float64Array:
    """Advance through whole series; rows alpha, beta, spread, z-score, correlation."""
    out = np.empty((5, y.size))
    for t in range(y.size):
        row = push_pair(state, y[t], x[t])
        out[0, t], out[1, t], out[2, t], out[3, t], out[4, t] = row
    return out
