"""Beta: how a return moves with the return of a benchmark."""

import math

import numpy as np

from ml.typing import Float64Array


def beta(returns: Float64Array, benchmark: Float64Array) -> float:
    r"""Slope of the regression of returns on the benchmark's returns.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period.
    benchmark : ndarray of shape (n_observations,)
        The benchmark's simple returns of the same periods.

    Returns
    -------
    float
        No unit; NaN with fewer than two periods in which both exist, or when the
        benchmark does not move.

    Notes
    -----
    :math:`\mathrm{cov}(r, b) / \mathrm{var}(b)` over the periods in which both exist.
    """
    both = np.isfinite(returns) & np.isfinite(benchmark)
    if int(both.sum()) < 2:
        return math.nan
    y, x = returns[both], benchmark[both]
    x = x - x[0]
    x = x - x.mean()
    variance = float(x @ x)
    return float(x @ (y - y.mean())) / variance if variance > 0.0 else math.nan
