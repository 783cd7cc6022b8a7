"""Weights for each named objective, by PyPortfolioOpt with the Clarabel solver."""

import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
from pypfopt import EfficientCVaR, EfficientFrontier, HRPOpt
from pypfopt.exceptions import OptimizationError

from ml.errors import NotConvergedError, NumericError
from ml.libraries import library
from ml.optimize.problem import Objective, Problem
from ml.optimize.programs import ORDINARY, TIGHT, cp, solved, weight_limits
from ml.optimize.risk_parity import risk_parity_weights
from ml.typing import Float64Array1D

_SOLVER: Final = "CLARABEL"
UNBOUNDED: Final[tuple[Objective, ...]] = (
    "hrp",
    "risk_parity",
    "equal_weight",
)
"""Objectives that set weights by a rule of their own and take no limits."""


def optimal_weights(problem: Problem) -> Float64Array1D:
    """Weights that attain a problem's objective.

    Parameters
    ----------
    problem : Problem
        A feasible question (:func:`ml.optimize.solve.optimize` makes sure of it).

    Returns
    -------
    ndarray of shape (n_assets,)
        Sum to one within rounding.
    """
    with library(f"the {problem.objective} program"):
        return _OBJECTIVES[problem.objective](problem)


def _tightest(
    problem: Problem, ask: Callable[[EfficientFrontier], dict[Any, float]]
) -> Float64Array1D:
    """Weights at the tightest tolerances that the solver can reach.

    Where limits leave a sliver to choose from, the tight ones are beyond what float64 can show.
    """
    for tolerances in (TIGHT, ORDINARY):
        with warnings.catch_warnings():
            warnings.filterwarnings("error", "Solution may be inaccurate", UserWarning)
            try:
                return _values(ask(_frontier(problem, tolerances)))
            except (UserWarning, cp.SolverError, OptimizationError):
                continue
    raise NotConvergedError("the limits leave the solver too thin a choice; loosen one")


def _frontier(problem: Problem, tolerances: Mapping[str, float]) -> EfficientFrontier:
    found = EfficientFrontier(
        problem.mean,
        problem.covariance,
        weight_bounds=(problem.constraints.min_weight, problem.constraints.max_weight),
        solver=_SOLVER,
        solver_options=dict(tolerances),
    )
    return _limited(problem, found)


def _limited(problem: Problem, found: Any) -> Any:
    rows, tops = problem.group_rows()
    if rows.size:
        found.add_constraint(lambda weights: rows @ weights <= tops)
    if problem.constraints.max_turnover is not None:
        # The last of the limits is the turnover; the others are there already.
        found.add_constraint(lambda weights: weight_limits(problem, weights)[-1])
    return found


def _values(weights: dict[Any, float]) -> Float64Array1D:
    return np.array(list(weights.values()), dtype=np.float64)


def _max_sharpe(problem: Problem) -> Float64Array1D:
    if problem.constraints.max_turnover is None:
        rate = problem.risk_free_rate
        return _tightest(problem, lambda asked: asked.max_sharpe(risk_free_rate=rate))
    # The library scales limits with a variable of its own and misses the current weights.
    scaled, scale = cp.Variable(problem.size), cp.Variable(nonneg=True)
    root = np.linalg.cholesky(problem.covariance)
    limits = weight_limits(problem, scaled, scale=scale)
    excess = problem.mean - problem.risk_free_rate
    program = cp.Problem(
        cp.Minimize(cp.sum_squares(root.T @ scaled)), [excess @ scaled == 1.0, *limits]
    )
    weights = solved(program, scaled)
    return np.asarray(weights / weights.sum())


def _min_volatility(problem: Problem) -> Float64Array1D:
    return _tightest(problem, lambda asked: asked.min_volatility())


def _efficient_risk(problem: Problem) -> Float64Array1D:
    least, target = _min_volatility(problem), _target(problem)
    # At the floor the set is one single point, which an interior-point method cannot enter.
    if target**2 <= float(least @ problem.covariance @ least) * (1.0 + 1e-6):
        return least
    return _tightest(problem, lambda asked: asked.efficient_risk(target_volatility=target))


def _efficient_return(problem: Problem) -> Float64Array1D:
    # A hair below the target: at the greatest return there is, the set is one single point.
    target = _target(problem) - 1e-9
    return _tightest(problem, lambda asked: asked.efficient_return(target_return=target))


def _max_quadratic_utility(problem: Problem) -> Float64Array1D:
    aversion = problem.risk_aversion
    return _tightest(problem, lambda asked: asked.max_quadratic_utility(risk_aversion=aversion))


def _min_cvar(problem: Problem) -> Float64Array1D:
    found = EfficientCVaR(
        problem.mean,
        pd.DataFrame(problem.returns),
        beta=problem.tail_confidence,
        weight_bounds=(problem.constraints.min_weight, problem.constraints.max_weight),
        solver=_SOLVER,
        solver_options=dict(TIGHT),
    )
    return _values(_limited(problem, found).min_cvar())


def _hrp(problem: Problem) -> Float64Array1D:
    if problem.size == 1:
        return np.ones(1)
    names = list(range(problem.size))
    covariance = pd.DataFrame(problem.covariance, index=names, columns=names)
    weights = HRPOpt(cov_matrix=covariance).optimize()  # given returns, it would not look at this
    return np.array([weights[name] for name in names], dtype=np.float64)


def _risk_parity(problem: Problem) -> Float64Array1D:
    return risk_parity_weights(problem.covariance)


def _equal_weight(problem: Problem) -> Float64Array1D:
    return np.full(problem.size, 1.0 / problem.size)


def _target(problem: Problem) -> float:
    if problem.target is None:
        raise NumericError("this objective needs a target")
    return problem.target


_OBJECTIVES: Final[dict[Objective, Callable[[Problem], Float64Array1D]]] = {
    "max_sharpe": _max_sharpe,
    "black_litterman": _max_sharpe,  # on the posterior returns
    "min_volatility": _min_volatility,
    "efficient_risk": _efficient_risk,
    "efficient_return": _efficient_return,
    "max_quadratic_utility": _max_quadratic_utility,
    "min_cvar": _min_cvar,
    "hrp": _hrp,
    "risk_parity": _risk_parity,
    "equal_weight": _equal_weight,
}
