"""Row 9: the efficient frontier with 100 points."""

from collections.abc import Callable, Iterator

import numpy as np
from pypfopt import EfficientFrontier

from benchmarks.harness import AnswersDifferError, Row
from ml.optimize.frontier import efficient_frontier
from ml.optimize.moments import ledoit_wolf_covariance, mean_returns
from ml.optimize.problem import Constraints, Group, Problem
from ml.optimize.result import Frontier

POINTS, CAP = 100, 0.25
# Assets, goal, points that the peer is timed on, rounds.
SIZES = ((20, 10.0, 100, 3), (100, 15.0, 50, 3), (500, 100.0, 5, 2))
TOLERANCE = 1e-7


def rows() -> Iterator[Row]:
    """Compare with PyPortfolioOpt's efficient_return by Clarabel, point by point."""
    for size, goal, few, rounds in SIZES:
        problem = _problem(size)
        asked = efficient_frontier(problem).returns[:: POINTS // few][:few]
        yield Row(
            "9",
            f"frontier-{size}",
            f"efficient frontier, {POINTS} points, {size} assets, bounds and a group",
            ours=lambda problem=problem: efficient_frontier(problem),  # type: ignore[misc]
            peer=_peer(problem, asked),
            goal=goal,
            agree=_agreement(few),
            peer_name="PyPortfolioOpt",
            depends="the core's speed alone",
            unit="point",
            ours_units=POINTS,
            peer_units=few,
            rounds=rounds,
        )


def _problem(size: int) -> Problem:
    rng = np.random.default_rng(size)
    factors = rng.normal(0.0003, 0.008, (1_260, 5)) @ rng.normal(1.0, 0.6, (5, size)) / 5**0.5
    returns = factors + rng.normal(0.0, 0.012, (1_260, size))
    return Problem(
        symbols=tuple(f"S{number}" for number in range(size)),
        mean=mean_returns(returns, 252),
        covariance=ledoit_wolf_covariance(returns, 252),
        returns=returns,
        periods=252,
        objective="min_volatility",
        constraints=Constraints(
            max_weight=CAP, groups=(Group("half", tuple(range(size // 2)), 0.3, 0.6),)
        ),
        frontier_points=POINTS,
    )


def _peer(problem: Problem, returns: np.ndarray) -> Callable[[], object]:
    rows_, tops = problem.group_rows()

    def volatilities() -> list[float]:
        # One program, its target changed point by point: the fastest that the library offers.
        found = EfficientFrontier(
            problem.mean, problem.covariance, weight_bounds=(0.0, CAP), solver="CLARABEL"
        )
        found.add_constraint(lambda weights: rows_ @ weights <= tops)
        out = []
        for value in returns:
            found.efficient_return(float(value) - 1e-9)
            out.append(found.portfolio_performance()[1])
        return out

    return volatilities


def _agreement(few: int) -> Callable[[object, object], str]:
    def agree(mine: object, theirs: object) -> str:
        assert isinstance(mine, Frontier)
        assert isinstance(theirs, list)
        chosen = mine.volatilities[:: POINTS // few][:few]
        gap = float(np.max(chosen - np.array(theirs)))
        if gap > TOLERANCE:
            raise AnswersDifferError(f"ours is riskier by {gap:.1e} a year")
        return f"ours riskier by at most {max(gap, 0.0):.0e} ({mine.method})"

    return agree
