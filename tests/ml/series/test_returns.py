import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ml.series.returns import finite, log_returns, simple_returns, to_log, wealth_index

prices = arrays(np.float64, st.integers(2, 60), elements=st.floats(1.0, 1e3))


@given(prices)
def test_log_returns_add_up_to_the_whole_move(values) -> None:
    assert log_returns(values).sum() == pytest.approx(np.log(values[-1] / values[0]), abs=1e-10)


@given(prices)
def test_wealth_of_simple_returns_is_the_price_relative(values) -> None:
    np.testing.assert_allclose(
        wealth_index(simple_returns(values)), values[1:] / values[0], rtol=1e-9
    )


@given(prices)
def test_simple_returns_become_log_returns(values) -> None:
    np.testing.assert_allclose(
        to_log(simple_returns(values)), log_returns(values), rtol=1e-9, atol=1e-9
    )


def test_longer_horizons_overlap() -> None:
    values = np.array([1.0, 2.0, 4.0, 8.0])
    np.testing.assert_array_equal(simple_returns(values, periods=2), [3.0, 3.0])


def test_a_missing_price_takes_both_its_returns_with_it_and_nothing_is_filled() -> None:
    values = np.array([[1.0, 1.0], [np.nan, 2.0], [3.0, 3.0]])
    out = simple_returns(values)
    assert np.isnan(out[:, 0]).all()
    np.testing.assert_allclose(out[:, 1], [1.0, 0.5])


def test_there_is_no_return_from_or_across_a_price_below_zero() -> None:
    values = np.array([1.0, 0.0, 2.0, -37.63, 5.0])
    np.testing.assert_array_equal(np.isnan(simple_returns(values)), [False, True, True, True])
    assert np.isnan(log_returns(values)).all()


def test_one_price_has_no_returns() -> None:
    assert simple_returns(np.array([3.0])).size == 0


def test_horizon_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        simple_returns(np.ones(3), periods=0)


def test_a_total_loss_has_no_log_return() -> None:
    assert np.isnan(to_log(np.array([-1.0]))).all()


def test_finite_keeps_order_and_drops_what_is_missing() -> None:
    np.testing.assert_array_equal(finite(np.array([1.0, np.nan, -2.0, np.inf])), [1.0, -2.0])
    whole = np.array([1.0, 2.0])
    assert finite(whole) is whole
