"""The integer program of whole shares, by HiGHS."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from ml.libraries import library
from ml.typing import Float64Array1D, Int64Array

# HiGHS holds a constraint to 1e-6 of its own units; rounded shares may so cost a little too much.
_TIGHTER = (0.0, 2e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The best shares found, if any, and what no choice of shares can have less loss than."""

    shares: Int64Array | None
    bound: float


@dataclass(frozen=True, slots=True, eq=False)
class _Scaled:
    """The program around shares that are certain, with the dearest share as the unit of money."""

    base: Int64Array
    lowest: Float64Array1D
    highest: Float64Array1D
    parts: Float64Array1D
    wanted: Float64Array1D
    budget: float


def loss(
    weights: Float64Array1D, prices: Float64Array1D, capital: float, shares: Int64Array
) -> float:
    """Absolute differences of weights plus the money left over, as fractions of the capital.

    Parameters
    ----------
    weights, prices : ndarray of shape (n_assets,)
        Fractions of the capital; positive prices of a share.
    capital : float
        Above 0.
    shares : ndarray of int, shape (n_assets,)
        Negative for short positions.

    Returns
    -------
    float
        A fraction of the capital; 0 where every weight is met to the last cent.
    """
    value = shares * prices
    return float(np.abs(weights - value / capital).sum() + 1.0 - value.sum() / capital)


def solve_shares(
    weights: Float64Array1D, prices: Float64Array1D, capital: float, *, seconds: float
) -> Found | None:
    """Search the whole shares with the least `loss`; None when nothing is known in time.

    Parameters
    ----------
    weights, prices : ndarray of shape (n_assets,)
        Fractions of the capital, at most 1 in sum; positive prices of a share.
    capital : float
        Above 0.
    seconds : float
        Time limit of the program.

    Returns
    -------
    Found or None
        The best shares that are known when the time is over.
    """
    scaled = _scaled(weights, prices, capital)
    unit = float(prices.max()) / capital
    constant = 1.0 - float(scaled.base @ prices) / capital
    bound: float | None = None
    for tighter in _TIGHTER:
        solution = _milp(scaled, seconds, tighter)
        if bound is None:
            if solution.mip_dual_bound is None or not np.isfinite(solution.mip_dual_bound):
                return None
            bound = constant + unit * float(solution.mip_dual_bound)
        if solution.x is None:
            break
        rounded = np.rint(solution.x[: weights.size]).astype(np.int64)
        shares: Int64Array = scaled.base + rounded
        if float(shares @ prices) <= capital:
            return Found(shares, bound)
    return None if bound is None else Found(None, bound)


def _scaled(weights: Float64Array1D, prices: Float64Array1D, capital: float) -> _Scaled:
    """Take out the shares that every optimum holds: HiGHS loses whole numbers above 1e9.

    Rounding every position up costs at most one share of each more than the weights do, so no
    optimum gives up more of one position than that sum buys of it.
    """
    wanted = weights * capital / prices
    slack = np.ceil(prices.sum() / prices) + 1.0
    least = np.where(weights < 0.0, np.floor(wanted), np.maximum(np.floor(wanted) - slack, 0.0))
    most = np.where(weights > 0.0, np.ceil(wanted), np.minimum(np.ceil(wanted) + slack, 0.0))
    base = np.where(weights > 0.0, least, most)
    scale = float(prices.max())
    spent = float(base @ prices)
    return _Scaled(
        base=base.astype(np.int64),
        lowest=least - base,
        highest=most - base,
        parts=prices / scale,
        wanted=(weights * capital - base * prices) / scale,
        budget=(capital - spent) / scale,
    )


@library("the program of whole shares")
def _milp(scaled: _Scaled, seconds: float, tighter: float) -> Any:
    """Minimise sum(u) - p.x with u >= |w - p x| and p.x within the budget."""
    count = scaled.parts.size
    money, eye = np.diag(scaled.parts), np.eye(count)
    limits = [
        LinearConstraint(np.hstack([money, eye]), lb=scaled.wanted),
        LinearConstraint(np.hstack([money, -eye]), ub=scaled.wanted),
        LinearConstraint(
            np.concatenate([scaled.parts, np.zeros(count)])[None], ub=scaled.budget - tighter
        ),
    ]
    return milp(
        np.concatenate([-scaled.parts, np.ones(count)]),
        constraints=limits,
        integrality=np.concatenate([np.ones(count), np.zeros(count)]),
        bounds=Bounds(
            np.concatenate([scaled.lowest, np.zeros(count)]),
            np.concatenate([scaled.highest, np.full(count, np.inf)]),
        ),
        options={"time_limit": seconds, "mip_rel_gap": 1e-9},
    )
