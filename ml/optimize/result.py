"""What an optimiser answers: weights, or why there are none."""

from dataclasses import dataclass

from ml.optimize.methods import FrontierMethod
from ml.typing import Float64Array1D, Float64Array2D


@dataclass(frozen=True, slots=True)
class Limit:
    """One constraint with its value.

    Attributes
    ----------
    constraint : str
        min_weight, max_weight, group:NAME:min, group:NAME:max, max_turnover, target_return,
        target_volatility or risk_free_rate.
    value : float
        What was asked.
    """

    constraint: str
    value: float


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change of one constraint.

    Attributes
    ----------
    constraint : str
        As in `Limit`.
    current : float
        What was asked.
    needed : float
        The nearest value with which the problem has a solution.
    """

    constraint: str
    current: float
    needed: float

    @property
    def change(self) -> float:
        """Size of the change."""
        return abs(self.needed - self.current)


@dataclass(frozen=True, slots=True)
class Infeasible:
    """Why no weights satisfy what was asked; all of it computed.

    Attributes
    ----------
    reason : str
        A sentence for a person.
    conflicting : tuple of Limit
        Constraints that contradict each other, none of which can be left out of the conflict.
    relaxation : tuple of Relaxation
        The smallest change that helps: of one constraint where one is enough.
    alternatives : tuple of Relaxation
        Other single changes, each enough by itself, smallest first.
    """

    reason: str
    conflicting: tuple[Limit, ...]
    relaxation: tuple[Relaxation, ...]
    alternatives: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """The efficient frontier from least risk to most return.

    Attributes
    ----------
    returns : ndarray of shape (n_points,)
        Expected returns of a year, ascending.
    volatilities : ndarray of shape (n_points,)
        Volatilities of a year.
    weights : ndarray of shape (n_points, n_assets)
        Each row sums to one.
    method : FrontierMethod
        `critical_line` is exact; `quadratic_programs` one solve a point.
    """

    returns: Float64Array1D
    volatilities: Float64Array1D
    weights: Float64Array2D
    method: FrontierMethod


@dataclass(frozen=True, slots=True, eq=False)
class OptimizationResult:
    """Weights with what is expected of them.

    Attributes
    ----------
    weights : ndarray of shape (n_assets,)
        Sum to one.
    expected_return : float
        Of a year.
    volatility : float
        Of a year.
    sharpe : float
        Excess over the risk-free rate per unit of volatility; NaN without volatility.
    turnover : float or None
        Sum of absolute changes from the current weights.
    frontier : Frontier or None
        When points were asked for.
    mean : ndarray of shape (n_assets,)
        Expected returns used: the posterior ones for black_litterman.
    """

    weights: Float64Array1D
    expected_return: float
    volatility: float
    sharpe: float
    turnover: float | None
    frontier: Frontier | None
    mean: Float64Array1D
