"""Portfolio mathematics written a second time: double sums over assets."""

import math
from collections.abc import Sequence

import numpy as np

from ml.reference.returns import beta, covariance, mean
from ml.typing import Float64Array


def columns(returns: Float64Array) -> list[list[float]]:
    """Each asset's returns as a list."""
    return [column.tolist() for column in returns.T]


def mean_returns(returns: Float64Array, periods: float) -> list[float]:
    """Arithmetic means of a year."""
    return [mean(column) * periods for column in columns(returns)]


def capm_returns(returns: Float64Array, market: Float64Array, periods: float) -> list[float]:
    """Sharpe (1964): beta times the market's mean of a year, at a risk-free rate of zero."""
    index = market.tolist()
    return [beta(column, index) * mean(index) * periods for column in columns(returns)]


def covariances(returns: Float64Array, periods: float) -> Float64Array:
    """Sample covariances of a year, pair by pair."""
    every = columns(returns)
    return np.array([[covariance(a, b) * periods for b in every] for a in every])


def shrunk(returns: Float64Array, periods: float) -> Float64Array:
    """Ledoit and Wolf (2004): lemmas 3.2 to 3.4, observation by observation."""
    count, size = returns.shape
    centred = returns - np.array([mean(column) for column in columns(returns)])
    sample = sum((np.outer(row, row) for row in centred), np.zeros((size, size))) / count
    level = float(np.trace(sample)) / size
    target = level * np.eye(size)
    d2 = float(np.square(sample - target).sum()) / size
    b2 = sum(float(np.square(np.outer(row, row) - sample).sum()) for row in centred)
    share = min(b2 / count**2 / size, d2) / d2
    return np.asarray((share * target + (1.0 - share) * sample) * periods)


def weighted(returns: Float64Array, periods: float, *, span: int) -> Float64Array:
    """Exponentially weighted covariances of a year about the weighted mean."""
    keep = 1.0 - 2.0 / (span + 1.0)
    raw = [keep**age for age in range(returns.shape[0])][::-1]
    weights = [one / math.fsum(raw) for one in raw]
    middle = sum(w * row for w, row in zip(weights, returns, strict=True))
    pieces = (
        w * np.outer(row - middle, row - middle) for w, row in zip(weights, returns, strict=True)
    )
    return np.asarray(sum(pieces)) * periods


def volatility(weights: Sequence[float], covariance_: Float64Array) -> float:
    """Square root of the double sum of w_i w_j s_ij."""
    places = range(len(weights))
    return math.sqrt(
        math.fsum(
            weights[i] * weights[j] * float(covariance_[i, j]) for i in places for j in places
        )
    )


def risk_shares(weights: Sequence[float], covariance_: Float64Array) -> list[float]:
    """Each asset's part of the variance."""
    places = range(len(weights))
    parts = [
        math.fsum(weights[i] * weights[j] * float(covariance_[i, j]) for j in places)
        for i in places
    ]
    return [part / math.fsum(parts) for part in parts]


def least_variance(covariance_: Float64Array, *, rounds: int = 20_000) -> list[float]:
    """Long-only weights of least variance, by moving weight pairwise until none helps.

    Exchange steps have a closed form: between i and j the best move is
    (g_j - g_i) / (s_ii + s_jj - 2 s_ij), cut at zero weight.
    """
    size = covariance_.shape[0]
    weights = np.full(size, 1.0 / size)
    for _ in range(rounds):
        gradient = covariance_ @ weights
        held = np.flatnonzero(weights > 0.0)
        worst, best = held[np.argmax(gradient[held])], int(np.argmin(gradient))
        gap = gradient[worst] - gradient[best]
        if gap < 1e-15:
            break
        curve = covariance_[worst, worst] + covariance_[best, best] - 2.0 * covariance_[worst, best]
        move = min(float(gap / curve), float(weights[worst]))
        weights[worst] -= move
        weights[best] += move
    return weights.tolist()
