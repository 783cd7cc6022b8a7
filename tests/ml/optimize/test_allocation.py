import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypfopt import DiscreteAllocation

from ml.optimize.allocation import allocate

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

    def loss(count: np.ndarray) -> float:
        return float(np.abs(weights * capital - count * prices).sum() - count @ prices)

    assert loss(found.shares) <= loss(theirs) + 1e-4


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(2, 6), st.floats(2_000, 30_000))
def test_exact_is_at_least_as_close_as_greedy(seed, size, capital) -> None:
    weights, prices = _case(seed, size)

    def loss(method: str) -> float:
        found = allocate(weights, prices, capital, method=method)
        return float(np.abs(weights * capital - found.shares * prices).sum() + found.leftover)

    assert loss("lp") <= loss("greedy") + 1e-4


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
