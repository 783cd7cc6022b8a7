"""The z-score rule: when it acts, what it earns, what it must not know."""

import numpy as np
import pytest

from ml.pairs.backtest import Rule, backtest_pair, z_score_positions


@pytest.mark.parametrize(
    ("z_scores", "positions"),
    [
        ([0.0, 2.0, 1.0, 0.5, 0.0], [0, -1, -1, 0, 0]),
        ([-2.5, -1.0, 0.1], [1, 1, 0]),
        ([2.0, -3.0, -0.6], [-1, 0, 0]),
        ([1.99, 2.0], [0, -1]),
        ([2.0, np.nan, 1.0], [-1, -1, -1]),
        ([np.nan, np.nan], [0, 0]),
    ],
)
def test_it_opens_and_closes_at_its_levels(z_scores, positions) -> None:
    assert z_score_positions(np.array(z_scores), Rule()).tolist() == positions


def test_a_stop_waits_until_the_spread_is_back() -> None:
    z_scores = np.array([2.0, 4.0, 3.0, 2.0, 0.4, 2.0])
    assert z_score_positions(z_scores, Rule(stop=4.0)).tolist() == [-1, 0, 0, 0, 0, -1]


def test_a_hand_computed_trade() -> None:
    y, x = np.array([100.0, 110.0, 99.0]), np.array([50.0, 50.0, 55.0])
    done = backtest_pair(y, x, np.ones(3), np.array([-2.0, 0.0, 0.0]), Rule(cost=0.01))
    # Half of the capital long y, half short x: +5 %, minus 1 % to open and 1 % to close.
    assert done.position.tolist() == [1.0, 0.0, 0.0]
    np.testing.assert_allclose(done.returns, [-0.01, 0.05 - 0.01, 0.0])
    np.testing.assert_allclose(done.turnover, [1.0, 1.0, 0.0])
    assert done.trades == 1


def test_a_bar_never_earns_on_a_decision_of_its_own_close() -> None:
    rng = np.random.default_rng(5)
    y, x = (np.exp(np.cumsum(rng.normal(scale=0.01, size=300))) for _ in range(2))
    z = rng.normal(scale=2.0, size=300)
    before = backtest_pair(y, x, np.ones(300), z, Rule(cost=0.0)).returns[:200]
    z[199:] = -z[199:]
    after = backtest_pair(y, x, np.ones(300), z, Rule(cost=0.0)).returns[:200]
    np.testing.assert_array_equal(before, after)


def test_without_an_entry_nothing_happens() -> None:
    done = backtest_pair(np.ones(9), np.ones(9), np.ones(9), np.zeros(9), Rule())
    assert done.trades == 0
    assert not done.returns.any()


def test_an_unknown_hedge_holds_nothing() -> None:
    y = np.array([1.0, 2.0, 3.0])
    done = backtest_pair(y, y, np.full(3, np.nan), np.full(3, 3.0), Rule())
    assert not done.position.any()
    assert not done.returns.any()


def test_a_reverting_spread_earns_and_costs_eat_it() -> None:
    rng = np.random.default_rng(1)
    spread = np.zeros(5_000)
    for t in range(1, 5_000):
        spread[t] = 0.9 * spread[t - 1] + rng.normal(scale=0.01)
    x = np.exp(np.cumsum(rng.normal(scale=0.01, size=5_000)))
    y, z = x * np.exp(spread), spread / spread.std()
    free = backtest_pair(y, x, np.ones(5_000), z, Rule(cost=0.0)).returns
    dear = backtest_pair(y, x, np.ones(5_000), z, Rule(cost=0.02)).returns
    assert free.mean() / free.std() * np.sqrt(252) > 1.0
    assert dear.sum() < free.sum()


def test_the_rule_ends_where_a_short_side_loses_all() -> None:
    # Short y at 100 and long x, half of the capital each; y rises to 400: -150 %.
    y = np.array([100.0, 100.0, 400.0, 100.0, 100.0, 100.0])
    x = np.full(6, 50.0)
    z = np.array([0.0, 2.0, 2.0, 0.0, 2.0, 2.0])
    done = backtest_pair(y, x, np.ones(6), z, Rule(cost=0.0))
    np.testing.assert_allclose(done.returns, [0.0, 0.0, -1.5, 0.0, 0.0, 0.0])
    assert done.position.tolist() == [0.0, -1.0, 0.0, 0.0, 0.0, 0.0]
    assert not done.turnover[3:].any()
    assert done.trades == 1
