import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.features.technical import momentum, positive, relative_strength, trailing_drawdown


def test_momentum_is_the_log_return_over_scaled_volatility():
    prices = np.array([100.0, 110.0, 121.0])
    found = momentum(prices, np.full(3, 0.05), periods=2)
    assert np.isnan(found[:2]).all()
    assert found[2] == pytest.approx(np.log(1.21) / (0.05 * np.sqrt(2)))


def test_momentum_without_volatility_is_unknown():
    assert np.isnan(momentum(np.array([1.0, 2.0]), np.zeros(2), periods=1)).all()


def test_momentum_longer_than_the_history_is_unknown():
    assert np.isnan(momentum(np.array([1.0, 2.0]), np.ones(2), periods=5)).all()


def test_relative_strength_is_one_when_everything_rose():
    found = relative_strength(np.full(20, 0.01), window=14)
    assert np.isnan(found[:13]).all()
    assert found[13:] == pytest.approx(1.0)


def test_relative_strength_equals_the_index_of_wilder_on_plain_averages():
    returns = np.array([0.01, -0.02, 0.03, 0.0, -0.01])
    gain, loss = 0.04, 0.03
    index = 100.0 * gain / (gain + loss)
    assert relative_strength(returns, window=5)[-1] == pytest.approx(index / 50.0 - 1.0)


def test_relative_strength_of_a_price_that_never_moved_is_unknown():
    assert np.isnan(relative_strength(np.zeros(20))).all()


def test_drawdown_counts_the_present_day_as_a_possible_high():
    prices = np.array([100.0, 120.0, 90.0, 130.0])
    found = trailing_drawdown(prices, window=3)
    assert found[2] == pytest.approx(np.log(90.0 / 120.0))
    assert found[3] == 0.0


@given(st.lists(st.floats(0.01, 1e6), min_size=3, max_size=60), st.integers(1, 60))
def test_drawdown_is_never_positive(prices, window):
    found = trailing_drawdown(np.array(prices), window=window)
    assert np.nanmax(np.append(found, -1.0)) <= 0.0


def test_positive_makes_everything_else_unknown():
    found = positive(np.array([1.0, 0.0, -1.0, np.nan]))
    assert found[0] == 1.0
    assert np.isnan(found[1:]).all()
