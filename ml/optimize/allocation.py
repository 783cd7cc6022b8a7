"""Weights as whole shares for a sum of money."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ml.typing import Float64Array1D, Int64Array

AllocationMethod: TypeAlias = Literal["greedy", "lp"]
_SECONDS = 5.0
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """Whole shares.

    Parameters
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
    """

    shares: Int64Array
    cost: float
    leftover: float
    error: float
    method: AllocationMethod


def allocate(
    weights: Float64Array1D,
    prices: Float64Array1D,
    capital: float,
    *,
    method: AllocationMethod = "lp",
) -> Allocation:
    """Whole shares that come closest to weights.

    Parameters
    ----------
    weights : ndarray of shape (n_assets,)
        Fractions of the capital, at most 1 in sum.
    prices : ndarray of shape (n_assets,)
        Prices of a share, positive.
    capital : float
        Money to invest, not negative.
    method : AllocationMethod
        `lp` minimises the absolute differences plus the money left over, exactly; `greedy`
        rounds towards zero, then buys, while money is left, the share that is furthest behind.
        Where the exact program finds nothing in five seconds, greedy answers and is named.

    Returns
    -------
    Allocation
        Never costs more than the capital.
    """
    shares: Int64Array | None = None
    if capital < float(prices.min()):
        shares = np.zeros(weights.size, dtype=np.int64)
    elif method == "lp":
        shares = _exact(weights, prices, capital)
    if shares is None:
        shares, method = _greedy(weights, prices, capital), "greedy"
    cost = float(shares @ prices)
    differences = shares * prices / capital - weights if capital > 0.0 else -weights
    error = float(np.sqrt(np.mean(differences**2)))
    return Allocation(shares, cost, capital - cost, error, method)


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


def _exact(weights: Float64Array1D, prices: Float64Array1D, capital: float) -> Int64Array | None:
    """Integer program over shares and absolute differences, by HiGHS; None when it gives up."""
    count = weights.size
    parts = prices / capital  # a share as a part of the capital: numbers near one
    money, eye = np.diag(parts), np.eye(count)
    # Minimise sum(u) + 1 - p.x with u >= |w - p x| and p.x <= 1.
    limits = [
        LinearConstraint(np.hstack([money, eye]), lb=weights),
        LinearConstraint(np.hstack([money, -eye]), ub=weights),
        LinearConstraint(np.concatenate([parts, np.zeros(count)])[None], ub=1.0),
    ]
    lowest = np.where(weights < 0.0, np.floor(weights / parts), 0.0)
    highest = np.where(weights > 0.0, np.ceil(weights / parts), 0.0)
    found = milp(
        np.concatenate([-parts, np.ones(count)]),
        constraints=limits,
        integrality=np.concatenate([np.ones(count), np.zeros(count)]),
        bounds=Bounds(
            np.concatenate([lowest, np.zeros(count)]),
            np.concatenate([highest, np.full(count, np.inf)]),
        ),
        options={"time_limit": _SECONDS, "mip_rel_gap": 1e-9},
    )
    if found.x is None:
        return None
    shares = np.asarray(np.rint(found.x[:count]), dtype=np.int64)
    return shares if float(shares @ parts) <= 1.0 + _ROUNDING else None
