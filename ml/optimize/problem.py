"""What is asked of an optimiser, as frozen values in annual decimal fractions."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from ml.typing import Float64Array, Float64Array1D, Float64Array2D

Objective: TypeAlias = Literal[
    "max_sharpe",
    "min_volatility",
    "efficient_risk",
    "efficient_return",
    "max_quadratic_utility",
    "risk_parity",
    "hrp",
    "min_cvar",
    "black_litterman",
    "equal_weight",
]
OBJECTIVES: Final[tuple[Objective, ...]] = get_args(Objective)
TARGETED: Final[tuple[Objective, ...]] = ("efficient_risk", "efficient_return")
"""Objectives that need a target: a volatility or a return of a year."""


@dataclass(frozen=True, slots=True)
class Group:
    """Limits on the total weight of some assets.

    Attributes
    ----------
    name : str
        What people call it.
    members : tuple of int
        Positions of its assets.
    minimum : float or None
        Least total weight.
    maximum : float or None
        Greatest total weight.
    """

    name: str
    members: tuple[int, ...]
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Constraints:
    """Limits on weights that sum to one.

    Attributes
    ----------
    min_weight : float
        Least weight of each asset; negative allows short positions.
    max_weight : float
        Greatest weight of each asset.
    groups : tuple of Group
        Limits on totals.
    max_turnover : float or None
        Greatest sum of absolute changes from the current weights.
    current : tuple of float
        Current weights, one an asset; empty when nothing is held.
    """

    min_weight: float = 0.0
    max_weight: float = 1.0
    groups: tuple[Group, ...] = ()
    max_turnover: float | None = None
    current: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """An opinion about a return of a year.

    Attributes
    ----------
    assets : tuple of (int, float)
        Positions and coefficients: one asset with 1 is absolute; 1 and -1 is one asset
        against another.
    expected : float
        Expected return of that combination.
    confidence : float
        In (0, 1]: how far the result moves from the prior to the view.
    """

    assets: tuple[tuple[int, float], ...]
    expected: float
    confidence: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A whole question.

    Attributes
    ----------
    symbols : tuple of str
        Names of the assets.
    mean : ndarray of shape (n_assets,)
        Expected returns of a year.
    covariance : ndarray of shape (n_assets, n_assets)
        Covariance of a year's returns, positive definite.
    returns : ndarray of shape (n_observations, n_assets)
        Returns of a period, for objectives that look at scenarios.
    periods : float
        Periods a year.
    objective : Objective
        What to look for.
    target : float or None
        Volatility for efficient_risk, return for efficient_return.
    risk_free_rate : float
        Of a year.
    constraints : Constraints
        Limits on weights.
    views : tuple of View
        For black_litterman.
    risk_aversion : float
        For max_quadratic_utility and the prior of black_litterman.
    tail_confidence : float
        For min_cvar.
    frontier_points : int
        Points wanted on the efficient frontier; 0 for none.
    """

    symbols: tuple[str, ...]
    mean: Float64Array1D
    covariance: Float64Array2D
    returns: Float64Array2D
    periods: float
    objective: Objective
    target: float | None = None
    risk_free_rate: float = 0.0
    constraints: Constraints = field(default_factory=Constraints)
    views: tuple[View, ...] = ()
    risk_aversion: float = 2.5
    tail_confidence: float = 0.95
    frontier_points: int = 50

    @property
    def size(self) -> int:
        """Number of assets."""
        return len(self.symbols)

    @property
    def lower(self) -> Float64Array1D:
        """Least weight of each asset."""
        return np.full(self.size, float(self.constraints.min_weight))

    @property
    def upper(self) -> Float64Array1D:
        """Greatest weight of each asset."""
        return np.full(self.size, float(self.constraints.max_weight))

    def group_rows(self) -> tuple[Float64Array, Float64Array]:
        r"""Group limits as rows of :math:`G w \le h`.

        Returns
        -------
        tuple of (ndarray of shape (n_rows, n_assets), ndarray of shape (n_rows,))
            A maximum as it is, a minimum with both sides negated.
        """
        rows, limits = [], []
        for group in self.constraints.groups:
            row = np.zeros(self.size)
            row[list(group.members)] = 1.0
            if group.maximum is not None:
                rows.append(row)
                limits.append(group.maximum)
            if group.minimum is not None:
                rows.append(-row)
                limits.append(-group.minimum)
        return np.array(rows).reshape(-1, self.size), np.array(limits)
