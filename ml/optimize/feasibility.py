"""Is there a portfolio at all? Linear programs find the conflict and the smallest way out."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from ml.libraries import library
from ml.optimize.problem import Problem
from ml.optimize.result import Infeasible, Limit, Relaxation
from ml.typing import Float64Array, Float64Array1D

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Rows of one constraint that share one slack.

    Variables are the weights, then the absolute changes when turnover is limited.

    Attributes
    ----------
    name : str
        As in `Limit.constraint`.
    value : float
        What was asked.
    rows : ndarray of shape (n_rows, n_variables)
        Left-hand sides of rows <= limits.
    limits : ndarray of shape (n_rows,)
        Right-hand sides.
    sign : float
        Whether loosening raises (+1) or lowers (-1) the value.
    """

    name: str
    value: float
    rows: Float64Array
    limits: Float64Array1D
    sign: float


def constraint_blocks(problem: Problem) -> list[Block]:
    """Every linear constraint of a problem as a block, but the budget, which always holds.

    Parameters
    ----------
    problem : Problem
        The question.

    Returns
    -------
    list of Block
        In the order in which people gave them.
    """
    limits, size = problem.constraints, problem.size
    width = size * (2 if limits.max_turnover is not None else 1)
    eye = np.eye(size, width)
    ones = np.ones(size)
    blocks = [
        Block("min_weight", limits.min_weight, -eye, -limits.min_weight * ones, -1.0),
        Block("max_weight", limits.max_weight, eye, limits.max_weight * ones, 1.0),
    ]
    for group in limits.groups:
        row = eye[list(group.members)].sum(axis=0, keepdims=True)
        for value, sign, end in ((group.minimum, -1.0, "min"), (group.maximum, 1.0, "max")):
            if value is not None:
                name = f"group:{group.name}:{end}"
                blocks.append(Block(name, value, sign * row, np.array([sign * value]), sign))
    if limits.max_turnover is not None:
        row = np.zeros((1, width))
        row[0, size:] = 1.0
        value = limits.max_turnover
        blocks.append(Block("max_turnover", value, row, np.array([value]), 1.0))
    if problem.objective == "efficient_return" and problem.target is not None:
        row = np.zeros((1, width))
        row[0, :size] = -problem.mean
        blocks.append(
            Block("target_return", problem.target, row, np.array([-problem.target]), -1.0)
        )
    return blocks


def greatest_return(problem: Problem) -> float:
    """Greatest expected return that the constraints allow.

    Parameters
    ----------
    problem : Problem
        A feasible question; its target is left aside.

    Returns
    -------
    float
        Return of a year.
    """
    blocks = [block for block in constraint_blocks(problem) if block.name != "target_return"]
    cost = np.zeros(_width(problem))
    cost[: problem.size] = -problem.mean
    value, _ = _solve(problem, blocks, (), cost)
    return -value


def explain_infeasible(problem: Problem) -> Infeasible | None:
    """Why a problem's linear constraints leave nothing, and the smallest change that helps.

    Parameters
    ----------
    problem : Problem
        The question.

    Returns
    -------
    Infeasible or None
        None when there is a portfolio. The conflict is irreducible (deletion filter: each
        constraint was left out in turn and the others were not enough for it to vanish), and
        relaxations minimise the slack of one constraint with all others held, or the sum
        of slacks when no single change helps.

    References
    ----------
    J. W. Chinneck, Feasibility and Infeasibility in Optimization (2008), sections 2.2, 6.2.
    """
    blocks = constraint_blocks(problem)
    if _feasible(problem, blocks):
        return None
    conflict = _irreducible(problem, blocks)
    singles = [found for block in conflict if (found := _relax(problem, blocks, (block,)))]
    changes = sorted((found[0] for found in singles), key=lambda change: change.change)
    smallest = (changes[0],) if changes else tuple(_relax(problem, blocks, tuple(blocks)) or ())
    limits = tuple(Limit(block.name, block.value) for block in conflict)
    return Infeasible(_reason(limits, smallest), limits, smallest, tuple(changes[1:]))


def _irreducible(problem: Problem, blocks: list[Block]) -> list[Block]:
    kept = list(blocks)
    for block in blocks:
        rest = [other for other in kept if other is not block]
        if not _feasible(problem, rest):
            kept = rest
    return kept


def _feasible(problem: Problem, blocks: list[Block]) -> bool:
    return _solve(problem, blocks, (), np.zeros(_width(problem)))[1] is not None


def _relax(
    problem: Problem, blocks: list[Block], loose: tuple[Block, ...]
) -> list[Relaxation] | None:
    """Least total slack of some constraints with the others held; None when it is not enough."""
    cost = np.concatenate([np.zeros(_width(problem)), np.ones(len(loose))])
    _, solution = _solve(problem, blocks, loose, cost)
    if solution is None:
        return None
    slacks = solution[_width(problem) :]
    return [
        Relaxation(block.name, block.value, round(block.value + block.sign * float(slack), 12))
        for block, slack in zip(loose, slacks, strict=True)
        if slack > _TOLERANCE
    ]


def _solve(
    problem: Problem, blocks: list[Block], loose: tuple[Block, ...], cost: Float64Array1D
) -> tuple[float, Float64Array1D | None]:
    width, slack_count = _width(problem), len(loose)
    rows, limits = _turnover_rows(problem)
    parts = [np.hstack([rows, np.zeros((rows.shape[0], slack_count))])]
    bounds = [limits]
    for block in blocks:
        slack = np.zeros((block.rows.shape[0], slack_count))
        if block in loose:
            slack[:, loose.index(block)] = -1.0
        parts.append(np.hstack([block.rows, slack]))
        bounds.append(block.limits)
    budget = np.zeros((1, width + slack_count))
    budget[0, : problem.size] = 1.0
    ranges = [(None, None)] * problem.size + [(0.0, None)] * (width - problem.size + slack_count)
    with library("the program of the limits"):
        found = linprog(
            cost,
            A_ub=np.vstack(parts),
            b_ub=np.concatenate(bounds),
            A_eq=budget,
            b_eq=[1.0],
            bounds=ranges,
            method="highs",
        )
    return (float(found.fun), np.asarray(found.x)) if found.success else (float("nan"), None)


def _turnover_rows(problem: Problem) -> tuple[Float64Array, Float64Array1D]:
    """Rows that make the second half of the variables at least the absolute changes."""
    if problem.constraints.max_turnover is None:
        return np.zeros((0, problem.size)), np.zeros(0)
    eye, now = np.eye(problem.size), current_weights(problem)
    return np.block([[eye, -eye], [-eye, -eye]]), np.concatenate([now, -now])


def current_weights(problem: Problem) -> Float64Array1D:
    """Weights held now; zeros when nothing is held.

    Parameters
    ----------
    problem : Problem
        The question.

    Returns
    -------
    ndarray of shape (n_assets,)
        As given.
    """
    held = problem.constraints.current
    return np.array(held, dtype=np.float64) if held else np.zeros(problem.size)


def _width(problem: Problem) -> int:
    return problem.size * (2 if problem.constraints.max_turnover is not None else 1)


def _reason(conflict: tuple[Limit, ...], smallest: tuple[Relaxation, ...]) -> str:
    named = " and ".join(f"{limit.constraint} = {limit.value:g}" for limit in conflict)
    together = " together" if len(conflict) > 1 else ""
    fixes = ", ".join(f"{one.constraint} to {one.needed:.6g}" for one in smallest)
    return (
        f"No weights that sum to 1 satisfy {named}{together}. "
        f"The smallest change that helps: {fixes}."
    )
