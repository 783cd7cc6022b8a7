import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.optimize.frontier import corner_portfolios
from ml.optimize.problem import OBJECTIVES, Constraints, Group, View
from ml.optimize.result import OptimizationResult
from ml.optimize.solve import least_volatility, optimize
from ml.risk.expected_shortfall import historical_expected_shortfall
from tests.ml.golden import golden
from tests.ml.optimize.conftest import random_problem

VIEWS = (View(((0, 1.0),), 0.4, 0.6),)


def _ask(problem, objective):
    targets = {
        "efficient_risk": 1.3 * least_volatility(problem),
        "efficient_return": float(np.median(problem.mean)),
    }
    return replace(problem, objective=objective, target=targets.get(objective), views=VIEWS)


def _weights(problem) -> np.ndarray:
    found = optimize(problem)
    assert isinstance(found, OptimizationResult), found
    return found.weights


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.integers(2, 9), st.sampled_from(OBJECTIVES))
def test_weights_sum_to_one_within_their_bounds(seed, size, objective) -> None:
    found = optimize(_ask(random_problem(seed, size), objective))
    if isinstance(found, OptimizationResult):  # a random market may earn nothing at all
        assert found.weights.sum() == pytest.approx(1.0, abs=1e-9)
        assert found.weights.min() >= 0.0
        assert found.weights.max() <= 1.0 + 1e-9


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_shuffling_assets_shuffles_weights(make, objective) -> None:
    problem = _ask(make(11, 6), objective)
    order = np.array([3, 1, 5, 0, 2, 4])
    views = (View(((int(np.flatnonzero(order == 0)[0]), 1.0),), 0.4, 0.6),)
    shuffled = replace(
        problem,
        mean=problem.mean[order],
        covariance=problem.covariance[np.ix_(order, order)],
        returns=problem.returns[:, order],
        views=views,
    )
    np.testing.assert_allclose(_weights(shuffled), _weights(problem)[order], atol=2e-5)


@settings(max_examples=10)
@given(st.integers(0, 10_000), st.integers(3, 10))
def test_least_volatility_is_the_end_of_the_exact_frontier(seed, size) -> None:
    problem = random_problem(seed, size)
    np.testing.assert_allclose(_weights(problem), corner_portfolios(problem)[-1], atol=1e-6)


def test_the_published_portfolios() -> None:
    # Bailey and Lopez de Prado (2013), section 5: least risk 0.2052, greatest Sharpe ratio 4.4535.
    table = golden("critical_line")
    problem = replace(
        random_problem(0, 10),
        mean=np.array(table["mean"]),
        covariance=np.array(table["covariance"]),
    )
    np.testing.assert_allclose(_weights(problem), table["least_risk"], atol=1e-6)
    found = optimize(replace(problem, objective="max_sharpe"))
    assert isinstance(found, OptimizationResult)
    assert found.sharpe == pytest.approx(4.4535, abs=5e-5)


@settings(max_examples=10)
@given(st.integers(0, 10_000), st.integers(2, 8))
def test_no_random_portfolio_has_a_greater_sharpe_ratio(seed, size) -> None:
    problem = replace(random_problem(seed, size), objective="max_sharpe", risk_free_rate=0.01)
    found = optimize(problem)
    if isinstance(found, OptimizationResult):
        others = np.random.default_rng(seed).dirichlet(np.ones(size), 500)
        risk = np.sqrt(np.einsum("ki,ij,kj->k", others, problem.covariance, others))
        assert ((others @ problem.mean - 0.01) / risk).max() <= found.sharpe + 1e-7


def test_targets_are_met(make) -> None:
    problem = make(21, 6)
    calm = _ask(problem, "efficient_risk")
    found = optimize(calm)
    assert isinstance(found, OptimizationResult)
    assert found.volatility == pytest.approx(calm.target, rel=1e-5)
    wanted = _ask(problem, "efficient_return")
    found = optimize(wanted)
    assert isinstance(found, OptimizationResult)
    assert found.expected_return >= wanted.target - 1e-6


def test_risk_and_return_targets_are_two_sides_of_one_frontier(make) -> None:
    problem = make(22, 6)
    calm = optimize(_ask(problem, "efficient_risk"))
    assert isinstance(calm, OptimizationResult)
    back = optimize(replace(problem, objective="efficient_return", target=calm.expected_return))
    assert isinstance(back, OptimizationResult)
    np.testing.assert_allclose(back.weights, calm.weights, atol=1e-4)


def test_utility_beats_every_random_portfolio(make) -> None:
    problem = replace(make(23, 6), objective="max_quadratic_utility", risk_aversion=4.0)
    weights = _weights(problem)
    others = np.vstack([weights, np.random.default_rng(1).dirichlet(np.ones(6), 2_000)])
    risk = np.einsum("ki,ij,kj->k", others, problem.covariance, others)
    assert np.argmax(others @ problem.mean - 2.0 * risk) == 0


def test_least_cvar_is_our_expected_shortfall_at_its_least(make) -> None:
    problem = replace(make(24, 4), objective="min_cvar", tail_confidence=0.9)
    weights = _weights(problem)
    best = historical_expected_shortfall(problem.returns @ weights, 0.9)
    for other in np.random.default_rng(2).dirichlet(np.ones(4), 500):
        assert best <= historical_expected_shortfall(problem.returns @ other, 0.9) + 1e-7


def test_equal_weight_is_equal(make) -> None:
    np.testing.assert_array_equal(_weights(replace(make(1, 4), objective="equal_weight")), 0.25)


def test_hrp_of_two_assets_is_inverse_variance(make) -> None:
    problem = replace(make(2, 2), objective="hrp")
    inverse = 1 / np.diag(problem.covariance)
    np.testing.assert_allclose(_weights(problem), inverse / inverse.sum(), rtol=1e-9)


@pytest.mark.parametrize("objective", ["hrp", "risk_parity", "max_sharpe", "min_cvar"])
def test_one_asset_is_all_there_is(make, objective) -> None:
    problem = replace(make(3, 1), objective=objective, mean=np.array([0.1]))
    np.testing.assert_allclose(_weights(problem), [1.0])


def test_groups_and_bounds_hold(make) -> None:
    limits = Constraints(max_weight=0.3, groups=(Group("G", (0, 1), 0.3, 0.4),))
    for objective in ("max_sharpe", "min_volatility", "max_quadratic_utility", "min_cvar"):
        weights = _weights(replace(make(31, 6), objective=objective, constraints=limits))
        assert weights.max() <= 0.3 + 1e-6
        assert 0.3 - 1e-6 <= weights[:2].sum() <= 0.4 + 1e-6


@pytest.mark.parametrize("objective", ["max_sharpe", "min_volatility", "min_cvar"])
def test_turnover_holds(make, objective) -> None:
    held = (0.5, 0.3, 0.1, 0.1, 0.0)
    limits = Constraints(max_turnover=0.2, current=held)
    found = optimize(replace(make(32, 5), objective=objective, constraints=limits))
    assert isinstance(found, OptimizationResult)
    assert found.turnover is not None
    assert found.turnover <= 0.2 + 1e-5


def test_turnover_that_does_not_bind_changes_nothing(make) -> None:
    problem = replace(make(33, 5), objective="max_sharpe")
    free = _weights(problem)
    limits = Constraints(max_turnover=2.0, current=(0.2,) * 5)
    np.testing.assert_allclose(_weights(replace(problem, constraints=limits)), free, atol=1e-4)


def test_short_positions_are_taken_when_allowed(make) -> None:
    problem = replace(make(34, 5), constraints=Constraints(min_weight=-1.0))
    inverse = np.linalg.solve(problem.covariance, np.ones(5))
    np.testing.assert_allclose(_weights(problem), inverse / inverse.sum(), atol=1e-6)


def test_without_risk_there_is_no_sharpe_ratio_to_report(make) -> None:
    found = optimize(make(1, 1, covariance=np.zeros((1, 1)), objective="equal_weight"))
    assert isinstance(found, OptimizationResult)
    assert math.isnan(found.sharpe)
