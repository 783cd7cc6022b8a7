"""Weights as whole shares for a sum of money."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ml.errors import NotConvergedError
from ml.typing import Float64Array1D, Int64Array

AllocationMethod: TypeAlias = Literal["greedy", "lp"]
_SECONDS = 5.0


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

    Returns
    -------
    Allocation
        Never costs more than the capital.
    """
    shares = (
        _exact(weights, prices, capital) if method == "lp" else _greedy(weights, prices, capital)
    )
    cost = float(shares @ prices)
    differences = shares * prices / capital - weights if capital > 0.0 else -weights
    error = float(np.sqrt(np.mean(differences**2)))
    return Allocation(shares, cost, capital - cost, error, method)


def _greedy(weights: Float64Array1D, prices: Float64Array1D, capital: float) -> Int64Array:
    wanted = weights * capital
    shares = np.trunc(wanted / prices + 1e-12).astype(np.int64)
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


def _exact(weights: Float64Array1D, prices: Float64Array1D, capital: float) -> Int64Array:
    """Integer program over shares and absolute differences, by HiGHS."""
    count = weights.size
    wanted = weights * capital
    money, eye = np.diag(prices), np.eye(count)
    # Minimise sum(u) + capital - p.x with u >= |wanted - p x| and p.x <= capital.
    cost = np.concatenate([-prices, np.ones(count)])
    limits = [
        LinearConstraint(np.hstack([money, eye]), lb=wanted),
        LinearConstraint(np.hstack([money, -eye]), ub=wanted),
        LinearConstraint(np.concatenate([prices, np.zeros(count)])[None], ub=capital),
    ]
    lowest = np.where(weights < 0.0, np.floor(wanted / prices), 0.0)
    highest = np.where(weights > 0.0, np.ceil(wanted / prices), 0.0)
    found = milp(
        cost,
        constraints=limits,
        integrality=np.concatenate([np.ones(count), np.zeros(count)]),
        bounds=Bounds(
            np.concatenate([lowest, np.zeros(count)]),
            np.concatenate([highest, np.full(count, np.inf)]),
        ),
        options={"time_limit": _SECONDS, "mip_rel_gap": 1e-9},
    )
    if found.x is None:
        raise NotConvergedError("no whole shares were found in time; use the greedy method")
    return np.asarray(np.rint(found.x[:count]), dtype=np.int64)
