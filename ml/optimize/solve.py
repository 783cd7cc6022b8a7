"""From a question to weights, or to the reason why there are none."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from ml.optimize.black_litterman import implied_returns, posterior_returns
from ml.optimize.feasibility import current_weights, explain_infeasible, greatest_return
from ml.optimize.frontier import efficient_frontier
from ml.optimize.objectives import UNBOUNDED, optimal_weights
from ml.optimize.problem import Constraints, Problem
from ml.optimize.result import Infeasible, Limit, OptimizationResult, Relaxation
from ml.series.noise import RATIO, ROUNDING
from ml.typing import Float64Array1D

_SLACK = 1e-7
_DUST = 1e-6
_BASIS_POINT = 1e-4
_FAR = 10.0


def optimize(problem: Problem) -> OptimizationResult | Infeasible:
    """Find the weights that a question asks for.

    Parameters
    ----------
    problem : Problem
        The question.

    Returns
    -------
    OptimizationResult or Infeasible
        Weights with their expected figures and the frontier, or the conflict and the smallest
        change that would help.
    """
    if problem.objective == "black_litterman":
        problem = replace(problem, mean=_posterior(problem))
    refusal = explain_infeasible(problem) or _beyond_reach(problem)
    if refusal is not None:
        return refusal
    weights = _tidy(problem, optimal_weights(problem))
    if problem.objective in UNBOUNDED:
        broken = _broken_limits(problem, weights)
        if broken is not None:
            return broken
    return _result(problem, weights)


def _posterior(problem: Problem) -> Float64Array1D:
    held = current_weights(problem)
    total = float(held.sum())
    reference = held / total if total > 0.0 else np.full(problem.size, 1.0 / problem.size)
    prior = implied_returns(
        problem.covariance,
        reference,
        risk_aversion=problem.risk_aversion,
        risk_free_rate=problem.risk_free_rate,
    )
    return posterior_returns(problem.covariance, prior, problem.views)


def _beyond_reach(problem: Problem) -> Infeasible | None:
    """Refuse targets that linear constraints alone do not rule out."""
    if problem.objective == "efficient_risk" and problem.target is not None:
        return _too_calm(problem, problem.target)
    if problem.objective in {"max_sharpe", "black_litterman"}:
        return _nothing_to_gain(problem)
    return None


def _too_calm(problem: Problem, target: float) -> Infeasible | None:
    def beyond(question: Problem) -> bool:
        return target < least_volatility(question) * (1.0 - 1e-9)

    if not beyond(problem):
        return None
    floor = least_volatility(problem)
    return Infeasible(
        f"The least volatility that these assets and limits allow is {floor:.6g} a year; "
        f"{target:.6g} was asked for.",
        (Limit("target_volatility", target), *_conflict(problem, beyond)),
        (Relaxation("target_volatility", target, floor),),
    )


def _nothing_to_gain(problem: Problem) -> Infeasible | None:
    rate = problem.risk_free_rate

    def beyond(question: Problem) -> bool:
        return greatest_return(question) <= rate

    if not beyond(problem):
        return None
    best = greatest_return(problem)
    return Infeasible(
        f"No portfolio within the limits is expected to earn more than {best:.6g} a year, which "
        f"is not above the risk-free rate of {rate:.6g}: no Sharpe ratio is positive. "
        "Lower the rate or ask for min_volatility.",
        (Limit("risk_free_rate", rate), *_conflict(problem, beyond)),
        (Relaxation("risk_free_rate", rate, best - _BASIS_POINT),),
    )


def least_volatility(problem: Problem) -> float:
    """Least volatility of a year that a problem's limits allow.

    Parameters
    ----------
    problem : Problem
        A feasible question; its objective and target are left aside.

    Returns
    -------
    float
        Volatility of a year.
    """
    least = optimal_weights(replace(problem, objective="min_volatility"))
    return math.sqrt(float(least @ problem.covariance @ least))


def _conflict(problem: Problem, beyond: Callable[[Problem], bool]) -> tuple[Limit, ...]:
    """Limits without one of which the target would be within reach (deletion filter)."""
    kept, question = [], problem
    for limit, without in _droppable(problem.constraints):
        easier = replace(question, constraints=without(question.constraints))
        if beyond(easier):
            question = easier
        else:
            kept.append(limit)
    return tuple(kept)


def _droppable(limits: Constraints) -> list[tuple[Limit, Callable[[Constraints], Constraints]]]:
    """Each limit with what leaves it out; a bound gives way to ten times the capital."""
    found: list[tuple[Limit, Callable[[Constraints], Constraints]]] = [
        (Limit("max_weight", limits.max_weight), lambda c: replace(c, max_weight=_FAR)),
        (Limit("min_weight", limits.min_weight), lambda c: replace(c, min_weight=-_FAR)),
    ]
    for place, group in enumerate(limits.groups):
        for end, value in (("minimum", group.minimum), ("maximum", group.maximum)):
            if value is not None:
                limit = Limit(f"group:{group.name}:{end[:3]}", value)
                found.append((limit, partial(_without_end, place=place, end=end)))
    if limits.max_turnover is not None:
        limit = Limit("max_turnover", limits.max_turnover)
        found.append((limit, lambda c: replace(c, max_turnover=None)))
    return found


def _without_end(limits: Constraints, *, place: int, end: str) -> Constraints:
    group = limits.groups[place]
    looser = replace(group, minimum=None) if end == "minimum" else replace(group, maximum=None)
    return replace(limits, groups=(*limits.groups[:place], looser, *limits.groups[place + 1 :]))


def _broken_limits(problem: Problem, weights: Float64Array1D) -> Infeasible | None:
    """Refuse limits that a rule of its own does not keep, naming the values that it needs."""
    limits = problem.constraints
    low, high = float(weights.min()), float(weights.max())
    found: list[Relaxation] = []
    if low < limits.min_weight - _SLACK:
        found.append(Relaxation("min_weight", limits.min_weight, low))
    if high > limits.max_weight + _SLACK:
        found.append(Relaxation("max_weight", limits.max_weight, high))
    for group in limits.groups:
        total = float(weights[list(group.members)].sum())
        if group.minimum is not None and total < group.minimum - _SLACK:
            found.append(Relaxation(f"group:{group.name}:min", group.minimum, total))
        if group.maximum is not None and total > group.maximum + _SLACK:
            found.append(Relaxation(f"group:{group.name}:max", group.maximum, total))
    turnover = _turnover(problem, weights)
    most = limits.max_turnover
    if most is not None and turnover is not None and turnover > most + _SLACK:
        found.append(Relaxation("max_turnover", most, turnover))
    if not found:
        return None
    named = ", ".join(f"{one.constraint} = {one.current:g}" for one in found)
    return Infeasible(
        f"{problem.objective} sets weights by a rule of its own, and they break {named}. "
        "Loosen these limits or choose an objective that takes them.",
        tuple(Limit(one.constraint, one.current) for one in found),
        tuple(found),
    )


def _tidy(problem: Problem, weights: Float64Array1D) -> Float64Array1D:
    """Take an interior-point solver's dust off: inside the bounds, zeros where it means zero."""
    if problem.objective not in UNBOUNDED:
        weights = np.clip(weights, problem.lower, problem.upper)
    weights = np.where(np.abs(weights) < _DUST, 0.0, weights)
    return np.asarray(weights / weights.sum())


def _turnover(problem: Problem, weights: Float64Array1D) -> float | None:
    if not problem.constraints.current:
        return None
    return float(np.abs(weights - current_weights(problem)).sum())


def _result(problem: Problem, weights: Float64Array1D) -> OptimizationResult:
    expected = float(weights @ problem.mean)
    volatility = math.sqrt(max(float(weights @ problem.covariance @ weights), 0.0))
    excess = expected - problem.risk_free_rate
    return OptimizationResult(
        weights=weights,
        expected_return=expected,
        volatility=volatility,
        sharpe=excess / volatility if volatility > ROUNDING * RATIO else math.nan,
        turnover=_turnover(problem, weights),
        frontier=efficient_frontier(problem) if problem.frontier_points else None,
        mean=problem.mean,
    )
