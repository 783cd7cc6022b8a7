"""Pairs written a second time: least squares window by window, Kalman's filter with matrices."""

import math

import numpy as np

from ml.reference.returns import deviation, mean, pearson
from ml.typing import Float64Array


def line(y: Float64Array, x: Float64Array) -> tuple[float, float, float]:
    """Intercept, slope and R squared of y on x, by QR."""
    design = np.column_stack([np.ones(x.size), x])
    alpha, beta = np.linalg.lstsq(design, y, rcond=None)[0].tolist()
    error = math.fsum((y - alpha - beta * x) ** 2)
    return alpha, beta, 1.0 - error / math.fsum((y - mean(y.tolist())) ** 2)


def rolling_slope(y: Float64Array, x: Float64Array, length: int) -> list[float]:
    """Slope of each trailing window."""
    return [
        math.nan if end < length else line(y[end - length : end], x[end - length : end])[1]
        for end in range(1, y.size + 1)
    ]


def rolling_z(spread: Float64Array, length: int) -> list[float]:
    """Last value of each trailing window in its standard deviations."""
    out = []
    for end in range(1, spread.size + 1):
        window = spread[max(0, end - length) : end].tolist()
        full = len(window) == length
        out.append((window[-1] - mean(window)) / deviation(window) if full else math.nan)
    return out


def rolling_pearson(y: Float64Array, x: Float64Array, length: int) -> list[float]:
    """Correlation of each trailing window."""
    return [
        math.nan
        if end < length
        else pearson(y[end - length : end].tolist(), x[end - length : end].tolist())
        for end in range(1, y.size + 1)
    ]


def half_life(spread: Float64Array) -> float:
    """Bars in which an AR(1) loses half of a deviation; NaN when it does not revert."""
    _, phi, _ = line(spread[1:], spread[:-1])
    return math.log(0.5) / math.log(phi) if 0.0 < phi < 1.0 else math.nan


def kalman(y: Float64Array, x: Float64Array, *, drift: float = 1e-4) -> Float64Array:
    """Filtered slope; state (intercept, slope) as a random walk (Chan 2013, example 3.3)."""
    scale_y, scale_x = abs(float(y[0])), abs(float(x[0]))
    v, u = y / scale_y, x / scale_x
    observation = max(float(np.var(np.diff(v))), 1e-18)
    step = np.eye(2) * observation * drift / (1.0 - drift)
    state, cover = np.zeros(2), np.eye(2) * 100.0
    out = np.empty(y.size)
    for t in range(y.size):
        row = np.array([1.0, u[t]])
        cover = cover + step
        gain = cover @ row / float(row @ cover @ row + observation)
        state = state + gain * (v[t] - row @ state)
        cover = cover - np.outer(gain, row) @ cover
        out[t] = state[1]
    return out * scale_y / scale_x
