import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypfopt import DiscreteAllocation

from ml.optimize.allocation import allocate
from ml.optimize.methods import AllocationMethod
from ml.optimize.whole_shares import loss

METHODS = ["greedy", "lp"]


def _case(seed: int, size: int):
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(size)), rng.uniform(5, 500, size)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 8), st.floats(0, 50_000), st.sampled_from(METHODS))
def test_shares_are_whole_and_within_the_capital(seed, size, capital, method) -> None:
    weights, prices = _case(seed, size)
    found = allocate(weights, prices, capital, method=method)
    assert found.shares.dtype == np.int64
    assert (found.shares >= 0).all()
    assert found.cost <= capital + 1e-6
    assert found.cost + found.leftover == pytest.approx(capital)
    assert found.cost == pytest.approx(float(found.shares @ prices))


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(2, 6), st.floats(2_000, 30_000))
def test_the_exact_program_agrees_with_pyportfolioopt(seed, size, capital) -> None:
    weights, prices = _case(seed, size)
    found = allocate(weights, prices, capital, method="lp")
    oracle = DiscreteAllocation(
        dict(enumerate(weights)), pd.Series(prices), total_portfolio_value=capital
    )
    shares, _ = oracle.lp_portfolio(solver="HIGHS")
    theirs = np.array([shares.get(number, 0) for number in range(size)])

    mine = loss(weights, prices, capital, found.shares)
    assert mine <= loss(weights, prices, capital, theirs) + 1e-9


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(2, 6), st.floats(2_000, 30_000))
def test_exact_is_at_least_as_close_as_greedy(seed, size, capital) -> None:
    weights, prices = _case(seed, size)

    exact, greedy = (
        loss(weights, prices, capital, allocate(weights, prices, capital, method=method).shares)
        for method in ("lp", "greedy")
    )
    assert exact <= greedy + 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_weights_that_fit_are_bought_exactly(method) -> None:
    found = allocate(np.array([0.5, 0.3, 0.2]), np.array([50.0, 30.0, 10.0]), 1_000, method=method)
    np.testing.assert_array_equal(found.shares, [10, 10, 20])
    assert found.leftover == pytest.approx(0.0)
    assert found.error == pytest.approx(0.0)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("capital", [0.0, 3.0])
def test_money_for_not_one_share_stays_money(method, capital) -> None:
    found = allocate(np.array([0.5, 0.5]), np.array([10.0, 20.0]), capital, method=method)
    np.testing.assert_array_equal(found.shares, [0, 0])
    assert found.leftover == capital


@pytest.mark.parametrize("method", METHODS)
def test_nothing_is_bought_of_what_has_no_weight(method) -> None:
    found = allocate(np.array([1.0, 0.0]), np.array([900.0, 1.0]), 1_000, method=method)
    np.testing.assert_array_equal(found.shares, [1, 0])


@pytest.mark.parametrize("method", METHODS)
def test_short_positions_are_negative_shares(method) -> None:
    found = allocate(np.array([1.2, -0.2]), np.array([10.0, 10.0]), 1_000, method=method)
    np.testing.assert_array_equal(found.shares, [120, -20])
    assert found.cost == pytest.approx(1_000.0)


def _left(seed: int, method: AllocationMethod) -> float:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(5, 16))
    weights, prices = rng.dirichlet(np.ones(size)), rng.uniform(5, 300, size)
    return allocate(weights, prices, 1_000, method=method).leftover / 1_000


def test_the_exact_program_leaves_little_of_a_small_capital() -> None:
    """Over 200 random portfolios of 1,000 dollars the greedy way leaves a quarter in cash."""
    exact, greedy = (
        np.median([_left(seed, name) for seed in range(200)]) for name in ("lp", "greedy")
    )
    assert exact <= 0.014
    assert greedy > 0.15


@pytest.mark.parametrize("seed", range(12))
def test_no_other_whole_shares_have_less_loss(seed) -> None:
    """Against every combination of three assets' shares that the capital buys."""
    rng = np.random.default_rng(seed)
    weights, prices, capital = rng.dirichlet(np.ones(3)), rng.uniform(60, 300, 3), 1_000.0
    found = allocate(weights, prices, capital)
    grid = np.stack(np.meshgrid(*(np.arange(int(capital / p) + 1) for p in prices)), -1).reshape(
        -1, 3
    )
    cost = grid @ prices
    losses = np.abs(weights - grid * prices / capital).sum(axis=1) + 1.0 - cost / capital
    best = losses[cost <= capital].min()
    assert loss(weights, prices, capital, found.shares) == pytest.approx(best, abs=1e-9)
    assert (found.method, found.gap) == ("lp", 0.0)


def test_an_end_by_the_clock_is_admitted_with_what_is_left_to_prove() -> None:
    weights, prices = _case(3, 60)
    hurried = allocate(weights, prices, 200_000, seconds=1e-3)
    assert hurried.cost <= 200_000
    assert hurried.gap is None or hurried.gap > 0.0
    if hurried.gap is not None:
        bound = loss(weights, prices, 200_000, hurried.shares) - hurried.gap
        assert (
            loss(weights, prices, 200_000, allocate(weights, prices, 200_000).shares)
            >= bound - 1e-9
        )


@pytest.mark.parametrize("capital", [1e9, 1e12])
def test_a_large_capital_is_solved_as_exactly(capital) -> None:
    weights, prices = _case(5, 8)
    found = allocate(weights, prices, capital)
    assert (found.method, found.gap) == ("lp", 0.0)
    assert found.leftover < prices.max()
    assert np.abs(found.shares * prices - weights * capital).max() < 2 * prices.max()
    assert found.cost <= capital


def test_greedy_remains_and_proves_nothing() -> None:
    found = allocate(np.array([0.5, 0.5]), np.array([30.0, 70.0]), 1_000, method="greedy")
    assert (found.method, found.gap) == ("greedy", None)


def test_a_program_that_fails_leaves_the_greedy_shares_without_a_proof(monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("model error")

    monkeypatch.setattr("ml.optimize.whole_shares.milp", fail)
    weights, prices = _case(3, 8)
    found = allocate(weights, prices, 10_000.0)
    greedy = allocate(weights, prices, 10_000.0, method="greedy")
    np.testing.assert_array_equal(found.shares, greedy.shares)
    assert (found.method, found.gap) == ("greedy", None)
