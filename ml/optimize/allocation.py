"""Weights as whole shares for a sum of money."""

from dataclasses import dataclass

import numpy as np

from ml.errors import NotConvergedError
from ml.optimize.methods import AllocationMethod
from ml.optimize.whole_shares import Found, loss, solve_shares
from ml.typing import Float64Array1D, Int64Array

_SECONDS = 5.0
_PROVEN = 1e-7  # of the capital; the solver's own precision


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """Whole shares.

    Attributes
    ----------
    shares : ndarray of int, shape (n_assets,)
        Negative for short positions.
    cost : float
        Value of the shares held: what is bought less what is sold short.
    leftover : float
        Capital less cost.
    error : float
        Root mean square difference between the weights of the shares (of the capital) and
        those asked for.
    method : AllocationMethod
        How they were found.
    gap : float or None
        How much smaller the loss of any other choice of shares can be at most, as a fraction of
        the capital: 0 where the shares are proven to be the best, None without a proof.
    """

    shares: Int64Array
    cost: float
    leftover: float
    error: float
    method: AllocationMethod
    gap: float | None


def allocate(
    weights: Float64Array1D,
    prices: Float64Array1D,
    capital: float,
    *,
    method: AllocationMethod = "lp",
    seconds: float = _SECONDS,
) -> Allocation:
    r"""Whole shares that come closest to weights.

    Parameters
    ----------
    weights : ndarray of shape (n_assets,)
        Fractions of the capital, at most 1 in sum.
    prices : ndarray of shape (n_assets,)
        Prices of a share, positive.
    capital : float
        Money to invest, not negative.
    method : AllocationMethod
        `lp` minimises the absolute differences plus the money left over (both as fractions of
        the capital) by an integer program; `greedy` rounds towards zero, then buys, while money
        is left, the share that is furthest behind. When the time limit ends the program, the
        better of its best shares and the greedy ones is returned, with the gap that is left;
        the greedy ones without a proof where the program fails on the numbers.
    seconds : float
        Time limit of the integer program.

    Returns
    -------
    Allocation
        Never costs more than the capital.

    Notes
    -----
    The loss is :math:`\sum_i |w_i - p_i x_i / C| + 1 - \sum_i p_i x_i / C` with whole
    :math:`x_i`, as in PyPortfolioOpt's `DiscreteAllocation.lp_portfolio`.
    """
    if capital <= 0.0 or (capital < float(prices.min()) and (weights >= 0.0).all()):
        none = np.zeros(weights.size, dtype=np.int64)
        return _allocation(weights, prices, capital, none, method, 0.0)
    shares = _greedy(weights, prices, capital)
    if method == "greedy":
        return _allocation(weights, prices, capital, shares, "greedy", None)
    found = _exact(weights, prices, capital, seconds)
    used: AllocationMethod = "greedy"
    least = loss(weights, prices, capital, shares)
    if found is not None and found.shares is not None:
        exact = loss(weights, prices, capital, found.shares)
        if exact <= least + _PROVEN:
            shares, used, least = found.shares, "lp", exact
    gap = None if found is None else _rounded(least - found.bound)
    return _allocation(weights, prices, capital, shares, used, gap)


def _exact(
    weights: Float64Array1D, prices: Float64Array1D, capital: float, seconds: float
) -> Found | None:
    """Return what the program found; None where it fails, as the greedy shares still hold."""
    try:
        return solve_shares(weights, prices, capital, seconds=seconds)
    except NotConvergedError:
        return None


def _rounded(gap: float) -> float:
    return 0.0 if gap <= _PROVEN else gap


def _allocation(
    weights: Float64Array1D,
    prices: Float64Array1D,
    capital: float,
    shares: Int64Array,
    method: AllocationMethod,
    gap: float | None,
) -> Allocation:
    cost = float(shares @ prices)
    differences = shares * prices / capital - weights if capital > 0.0 else -weights
    error = float(np.sqrt(np.mean(differences**2)))
    return Allocation(shares, cost, capital - cost, error, method, gap)


def _greedy(weights: Float64Array1D, prices: Float64Array1D, capital: float) -> Int64Array:
    wanted = weights * capital
    shares = np.trunc(np.round(wanted / prices, 9)).astype(np.int64)
    left = capital - float(shares @ prices)
    while True:
        behind = wanted - shares * prices
        behind[(prices > left) | (weights <= 0.0)] = -np.inf
        best = int(np.argmax(behind))
        # One more share helps while it brings the position closer than it is.
        if not behind[best] > prices[best] / 2.0:
            return shares
        shares[best] += 1
        left -= float(prices[best])
