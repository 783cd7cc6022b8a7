"""The efficient frontier: exact by the critical line, else one quadratic program a point."""

import numpy as np
from cvxcla import CLA

from ml.errors import NotConvergedError
from ml.libraries import library
from ml.optimize.feasibility import greatest_return
from ml.optimize.methods import FrontierMethod
from ml.optimize.problem import Problem
from ml.optimize.programs import cp, solved, weight_limits
from ml.optimize.result import Frontier
from ml.typing import Float64Array1D, Float64Array2D


def efficient_frontier(problem: Problem) -> Frontier:
    """Portfolios of least volatility for returns from the least risky one's to the greatest.

    Parameters
    ----------
    problem : Problem
        A feasible question; its objective and target are left aside.

    Returns
    -------
    Frontier
        `frontier_points` portfolios at evenly spaced returns. Bounds and groups are traced
        exactly by the critical line; a turnover limit, or a degenerate corner that the critical
        line declines, is solved point by point, and the result says so.

    References
    ----------
    H. M. Markowitz, The optimization of a quadratic function subject to linear constraints,
    Naval Research Logistics Quarterly 3 (1956).
    """
    if problem.constraints.max_turnover is None:
        try:
            corners = corner_portfolios(problem)
        except NotConvergedError:
            pass  # declined as degenerate: solved point by point below
        else:
            return _frontier(problem, _between(problem, corners), "critical_line")
    return _frontier(problem, _by_programs(problem), "quadratic_programs")


@library("the critical line")
def corner_portfolios(problem: Problem) -> Float64Array2D:
    """Corner portfolios of the exact frontier, most return first.

    Parameters
    ----------
    problem : Problem
        A feasible question without a turnover limit.

    Returns
    -------
    ndarray of shape (n_corners, n_assets)
        Between two neighbours the frontier's weights are straight lines.

    Raises
    ------
    NotConvergedError
        At a degenerate corner.
    """
    rows, limits = problem.group_rows()
    traced = CLA(
        mean=problem.mean,
        covariance=problem.covariance,
        lower_bounds=problem.lower,
        upper_bounds=problem.upper,
        a=np.ones((1, problem.size)),
        b=np.ones(1),
        g=rows if rows.size else None,
        h=limits if rows.size else None,
    )
    corners = [point.weights for point in traced.turning_points]
    return np.asarray(corners, dtype=np.float64)


def _between(problem: Problem, corners: Float64Array2D) -> Float64Array2D:
    """Weights at evenly spaced returns along the straight lines between corners."""
    corners = corners[::-1]
    returns = corners @ problem.mean
    wanted = np.linspace(returns[0], returns[-1], problem.frontier_points)
    # Corners of equal return differ in risk only by rounding: the first is the less risky.
    rising = np.concatenate([[True], np.diff(np.maximum.accumulate(returns)) > 0.0])
    grid, kept = returns[rising], corners[rising]
    points: Float64Array2D = kept
    if grid.size > 1:
        points = np.stack([np.interp(wanted, grid, column) for column in kept.T], axis=1)
    return points


@library("the program of the frontier")
def _by_programs(problem: Problem) -> Float64Array2D:
    weights, least = cp.Variable(problem.size), cp.Parameter()
    root = np.linalg.cholesky(problem.covariance)
    limits = weight_limits(problem, weights)
    objective = cp.Minimize(cp.sum_squares(root.T @ weights))
    start = solved(cp.Problem(objective, limits), weights)
    program = cp.Problem(objective, [*limits, problem.mean @ weights >= least])
    low, high = float(start @ problem.mean), greatest_return(problem)
    points = [start]
    for value in np.linspace(low, high, problem.frontier_points)[1:]:
        least.value = value - 1e-9  # the last point's set is a single portfolio
        points.append(solved(program, weights))
    return np.array(points)


def _frontier(problem: Problem, weights: Float64Array2D, method: FrontierMethod) -> Frontier:
    variance: Float64Array1D = np.add.reduce(weights @ problem.covariance * weights, axis=1)
    return Frontier(
        returns=weights @ problem.mean,
        volatilities=np.sqrt(np.maximum(variance, 0.0)),
        weights=weights,
        method=method,
    )
