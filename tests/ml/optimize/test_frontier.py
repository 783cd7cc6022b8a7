from typing import Any

import cvxpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.optimize.frontier import corner_portfolios, efficient_frontier
from ml.optimize.problem import Constraints, Group, Problem
from tests.ml.golden import golden
from tests.ml.optimize.conftest import random_problem

cp: Any = cvxpy  # its published types name neither its atoms nor what comparisons give
TABLE = golden("critical_line")
LIMITS = Constraints(max_weight=0.4, groups=(Group("G", (0, 1, 2), 0.2, 0.6),))


def _published(points: int) -> Problem:
    return Problem(
        symbols=tuple("ABCDEFGHIJ"),
        mean=np.array(TABLE["mean"]),
        covariance=np.array(TABLE["covariance"]),
        returns=np.empty((0, 10)),
        periods=1,
        objective="min_volatility",
        frontier_points=points,
    )


def test_the_published_turning_points() -> None:
    corners = corner_portfolios(_published(50))[1:]  # it starts from the same corner twice
    risks = np.sqrt(np.einsum("ki,ij,kj->k", corners, np.array(TABLE["covariance"]), corners))
    np.testing.assert_allclose(corners @ np.array(TABLE["mean"]), TABLE["returns"], atol=1e-10)
    np.testing.assert_allclose(risks, TABLE["risks"], atol=1e-10)
    np.testing.assert_allclose(corners[-1], TABLE["least_risk"], atol=1e-6)


def test_the_published_ends() -> None:
    found = efficient_frontier(_published(40))
    assert found.method == "critical_line"
    assert found.returns[[0, -1]] == pytest.approx([TABLE["returns"][-1], 1.19], abs=1e-9)
    assert found.volatilities[0] == pytest.approx(TABLE["risks"][-1], abs=1e-12)


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(2, 12), st.sampled_from([Constraints(), LIMITS]))
def test_no_portfolio_of_that_return_is_calmer(seed, size, limits) -> None:
    if size < 4:
        limits = Constraints()
    problem = random_problem(seed, size, constraints=limits, frontier_points=7)
    found = efficient_frontier(problem)
    weights, rows = cp.Variable(size), problem.group_rows()
    root = np.linalg.cholesky(problem.covariance)
    for value, volatility in zip(found.returns, found.volatilities, strict=True):
        bounds = [cp.sum(weights) == 1, weights >= 0, weights <= limits.max_weight]
        if rows[0].size:
            bounds.append(rows[0] @ weights <= rows[1])
        program = cp.Problem(
            cp.Minimize(cp.sum_squares(root.T @ weights)),
            [*bounds, problem.mean @ weights >= value - 1e-9],
        )
        program.solve(solver=cp.CLARABEL)
        assert volatility**2 == pytest.approx(program.value, rel=1e-5)


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(4, 15))
def test_every_point_keeps_the_limits(seed, size) -> None:
    problem = random_problem(seed, size, constraints=LIMITS, frontier_points=11)
    found = efficient_frontier(problem)
    np.testing.assert_allclose(found.weights.sum(axis=1), 1.0, atol=1e-9)
    assert found.weights.min() >= -1e-9
    assert found.weights.max() <= 0.4 + 1e-9
    group = found.weights[:, :3].sum(axis=1)
    assert ((group >= 0.2 - 1e-9) & (group <= 0.6 + 1e-9)).all()
    assert (np.diff(found.returns) > -1e-12).all()
    assert (np.diff(found.volatilities) > -1e-12).all()


def test_shuffling_assets_shuffles_weights(make) -> None:
    problem = make(5, 6, frontier_points=9)
    order = np.random.default_rng(0).permutation(6)
    shuffled = make(
        5,
        6,
        frontier_points=9,
        mean=problem.mean[order],
        covariance=problem.covariance[np.ix_(order, order)],
    )
    np.testing.assert_allclose(
        efficient_frontier(shuffled).weights,
        efficient_frontier(problem).weights[:, order],
        atol=1e-9,
    )


def test_turnover_is_solved_point_by_point_and_says_so(make) -> None:
    limits = Constraints(max_turnover=0.5, current=(0.2,) * 5)
    found = efficient_frontier(make(1, 5, constraints=limits, frontier_points=5))
    assert found.method == "quadratic_programs"
    assert (np.abs(found.weights - 0.2).sum(axis=1) <= 0.5 + 1e-6).all()


def test_without_a_binding_turnover_both_ways_agree(make) -> None:
    exact = efficient_frontier(make(2, 5, frontier_points=8))
    limits = Constraints(max_turnover=2.0, current=(0.2,) * 5)
    solved = efficient_frontier(make(2, 5, constraints=limits, frontier_points=8))
    np.testing.assert_allclose(solved.volatilities, exact.volatilities, rtol=1e-6)
    np.testing.assert_allclose(solved.returns, exact.returns, rtol=1e-6)


def test_one_asset_has_one_portfolio(make) -> None:
    found = efficient_frontier(make(3, 1, frontier_points=10))
    np.testing.assert_allclose(found.weights, 1.0)


def test_assets_of_equal_return_have_one_efficient_portfolio(make) -> None:
    found = efficient_frontier(make(4, 3, mean=np.full(3, 0.1), frontier_points=10))
    np.testing.assert_allclose(found.returns, 0.1)
