"""Drawdown: how far wealth stands below its highest point so far, a positive fraction."""

import math
from dataclasses import dataclass

import numpy as np

from ml.series.noise import ROUNDING
from ml.series.returns import finite, until_ruin
from ml.typing import Float64Array


@dataclass(frozen=True, slots=True)
class MaxDrawdown:
    """The deepest fall of a wealth path.

    Positions count periods of wealth: 0 is the wealth before the first return and t the
    wealth after return t (one-based), so they index the prices the returns came from.

    Attributes
    ----------
    depth : float
        Loss from peak to trough as a positive fraction; 0 for a path that never falls.
    start : int
        Position of the last peak before the fall.
    trough : int
        Position of the lowest point.
    end : int or None
        First position at or above the peak again; None while wealth is still below it.
    """

    depth: float
    start: int
    trough: int
    end: int | None


def drawdown(returns: Float64Array) -> Float64Array:
    r"""Depth below the running peak of wealth after each period.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns without NaN; after one of -1 or less nothing is left that could move.

    Returns
    -------
    ndarray of shape (n_observations + 1,)
        Positive fractions; the first is the 0 before the first return, so that a loss in the
        first period counts.

    Notes
    -----
    :math:`D_t = 1 - W_t / \max_{s \le t} W_s` with :math:`W_0 = 1`.
    """
    wealth = _wealth(returns)
    return np.asarray(1.0 - wealth / np.maximum.accumulate(wealth), dtype=np.float64)


def max_drawdown(returns: Float64Array) -> MaxDrawdown | None:
    """The deepest drawdown, with its peak, its trough and its recovery.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out, so positions count the returns there are.

    Returns
    -------
    MaxDrawdown or None
        None without observations. The earliest of equally deep falls.

    References
    ----------
    M. Magdon-Ismail, A. Atiya, Maximum drawdown, Risk 17(10) (2004).
    """
    sample = finite(returns)
    if sample.size == 0:
        return None
    wealth = _wealth(sample)
    peak = np.maximum.accumulate(wealth)
    depth = 1.0 - wealth / peak
    trough = int(np.argmax(depth))
    # Below rounding nothing fell: multiplying returns leaves that much by itself.
    if depth[trough] <= ROUNDING:
        return MaxDrawdown(0.0, 0, 0, 0)
    # Looked for backwards: where the peak was reached twice, the fall began at the later time.
    start = trough - int(np.argmax(wealth[trough::-1] == peak[trough]))
    healed = np.flatnonzero(wealth[trough:] >= peak[trough])
    end = trough + int(healed[0]) if healed.size else None
    return MaxDrawdown(float(depth[trough]), start, trough, end)


def max_drawdown_depth(returns: Float64Array) -> float:
    """Depth of the deepest drawdown.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.

    Returns
    -------
    float
        A positive fraction; NaN without observations.
    """
    sample = finite(returns)
    if sample.size == 0:
        return math.nan
    wealth = _wealth(sample)
    depth = 1.0 - float(np.minimum.reduce(wealth / np.maximum.accumulate(wealth)))
    return depth if depth > ROUNDING else 0.0


def _wealth(returns: Float64Array) -> Float64Array:
    wealth = np.empty(returns.size + 1)
    wealth[0] = 1.0
    np.cumprod(1.0 + until_ruin(returns), out=wealth[1:])
    return wealth
