"""Convex programs by cvxpy: the limits of a problem, and the one solver that is used."""

from typing import Any, Final

import cvxpy
import numpy as np

from ml.errors import NotConvergedError
from ml.libraries import library
from ml.optimize.feasibility import current_weights
from ml.optimize.problem import Problem
from ml.typing import Float64Array1D

TIGHT: Final = {"tol_gap_abs": 1e-10, "tol_gap_rel": 1e-10, "tol_feas": 1e-9}
"""Clarabel's defaults (1e-8) leave weights of a thousandth of a per cent where zero is meant."""
ORDINARY: Final = {"tol_gap_abs": 1e-8, "tol_gap_rel": 1e-8, "tol_feas": 1e-8}
"""Clarabel's defaults, for sets so thin that the tight ones cannot be reached."""

cp: Any = cvxpy  # its published types name neither its atoms nor what comparisons give


def solved(program: Any, variable: Any) -> Float64Array1D:
    """Solve a program by Clarabel and give a variable's value.

    Parameters
    ----------
    program : cvxpy.Problem
        Convex, known to be feasible.
    variable : cvxpy.Variable
        What is looked for.

    Returns
    -------
    ndarray
        The variable's value.
    """
    with library("the convex program"):
        program.solve(solver=cp.CLARABEL, **TIGHT)
    if variable.value is None or program.status != cp.OPTIMAL:
        raise NotConvergedError(f"the solver stopped without a solution ({program.status})")
    return np.asarray(variable.value, dtype=np.float64)


@library("the limits of the convex program")
def weight_limits(problem: Problem, weights: Any, *, scale: Any = 1.0) -> list[Any]:
    """Budget, bounds, groups and turnover of a problem for a convex program.

    Parameters
    ----------
    problem : Problem
        The question.
    weights : cvxpy.Variable
        The weights looked for, or a positive multiple of them.
    scale : float or cvxpy.Variable
        That multiple.

    Returns
    -------
    list of cvxpy constraints
        One for each kind that was asked for.
    """
    limits = [
        cp.sum(weights) == scale,
        weights >= problem.lower * scale,
        weights <= problem.upper * scale,
    ]
    rows, tops = problem.group_rows()
    if rows.size:
        limits.append(rows @ weights <= tops * scale)
    if problem.constraints.max_turnover is not None:
        change = cp.norm1(weights - current_weights(problem) * scale)
        limits.append(change <= problem.constraints.max_turnover * scale)
    return limits
