"""Pairs written a second time: least squares window by window, Kalman's filter with matrices."""

import math

import numpy as np

from ml.libraries import library
from ml.reference.returns import deviation, mean, pearson, ratio
from ml.typing import Float64Array


def line(y: Float64Array, x: Float64Array, *, intercept: bool = True) -> tuple[float, float, float]:
    """Intercept, slope and R squared of y on x, by QR."""
    constant = np.ones(x.size) if intercept else np.zeros(x.size)
    with library("the line by QR", warns=False):
        alpha, beta = np.linalg.lstsq(np.column_stack([constant, x]), y, rcond=None)[0].tolist()
    error = math.fsum((y - alpha - beta * x) ** 2)
    centre = mean(y.tolist()) if intercept else 0.0
    return alpha, beta, 1.0 - ratio(error, math.fsum((y - centre) ** 2))


def rolling_line(
    y: Float64Array, x: Float64Array, length: int, *, intercept: bool = True
) -> tuple[Float64Array, Float64Array]:
    """Intercept and slope of each trailing window."""
    alphas, betas = np.full(y.size, np.nan), np.full(y.size, np.nan)
    for end in range(length, y.size + 1):
        window = slice(end - length, end)
        alphas[end - 1], betas[end - 1], _ = line(y[window], x[window], intercept=intercept)
    return alphas, betas


def rolling_z(spread: Float64Array, length: int) -> list[float]:
    """Last value of each trailing window in its standard deviations."""
    out = []
    for end in range(1, spread.size + 1):
        window = spread[max(0, end - length) : end].tolist()
        full = len(window) == length
        out.append(ratio(window[-1] - mean(window), deviation(window)) if full else math.nan)
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


def kalman(
    y: Float64Array, x: Float64Array, *, intercept: bool = True, drift: float = 1e-4
) -> tuple[Float64Array, Float64Array]:
    """Filtered intercept and slope, a random walk of two states (Chan 2013, example 3.3).

    Variances are in units of the observation noise, before which the first guess is wide open.
    """
    states = np.diag([1.0 if intercept else 0.0, 1.0])
    scale_y, scale_x = abs(float(y[0])), abs(float(x[0]))
    v, u = y / scale_y, x / scale_x
    observation = 1.0
    step = states * drift / (1.0 - drift)
    state, cover = np.zeros(2), states * 1e7
    path = np.empty((y.size, 2))
    for t in range(y.size):
        row = np.array([1.0, u[t]])
        cover = cover + step
        gain = cover @ row / float(row @ cover @ row + observation)
        state = state + gain * (v[t] - row @ state)
        cover = cover - np.outer(gain, row) @ cover
        path[t] = state
    return path[:, 0] * scale_y, path[:, 1] * scale_y / scale_x
