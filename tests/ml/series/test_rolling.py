import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ml.series.rolling import ewma_variance, lagged, rolling_mean, rolling_std

series = arrays(np.float64, st.integers(1, 80), elements=st.floats(-0.2, 0.2))


@given(series, st.integers(2, 25))
def test_rolling_statistics_agree_with_pandas(values, window) -> None:
    rolling = pd.Series(values).rolling(window)
    np.testing.assert_allclose(rolling_std(values, window), rolling.std(), atol=1e-8)
    np.testing.assert_allclose(rolling_mean(values, window), rolling.mean(), atol=1e-12)


def test_rolling_statistics_agree_with_pandas_to_1e12_on_ordinary_returns(rng) -> None:
    values = rng.standard_t(4, size=(2_000, 3)) * 0.01
    rolling = pd.DataFrame(values).rolling(21)
    np.testing.assert_allclose(rolling_std(values, 21), rolling.std(), atol=1e-12)
    np.testing.assert_allclose(rolling_mean(values, 21), rolling.mean(), atol=1e-12)


def test_a_level_far_from_zero_does_not_cancel(rng) -> None:
    values = 1e6 + rng.normal(size=500)
    np.testing.assert_allclose(
        rolling_std(values, 20)[19:],
        [values[i - 19 : i + 1].std(ddof=1) for i in range(19, 500)],
        rtol=1e-8,
    )


def test_a_constant_series_has_exactly_no_volatility() -> None:
    assert (rolling_std(np.full(30, 0.1), 5)[4:] == 0.0).all()


def test_a_huge_return_leaves_no_trace_on_calm_or_flat_windows(rng) -> None:
    """A bar a hundred times too high, then a suspended share, then calm days; many times over."""
    usual, calm = 0.01 * rng.normal(size=(60, 30)), 1e-4 * rng.normal(size=(100, 30))
    returns = np.vstack(
        [usual, np.full((1, 30), 4.6), np.full((1, 30), -4.6), np.zeros((40, 30)), calm]
    )
    found = rolling_std(returns, 20)
    assert (found[81:102] == 0.0).all()
    direct = [returns[t - 19 : t + 1].std(axis=0, ddof=1) for t in range(102, 202)]
    np.testing.assert_allclose(found[102:], direct, rtol=1e-9)
    np.testing.assert_array_equal(rolling_std(returns[:, 3], 20), found[:, 3])


def test_a_window_longer_than_the_series_is_never_full() -> None:
    assert np.isnan(rolling_std(np.ones(3), 4)).all()
    assert np.isnan(rolling_mean(np.ones(3), 4)).all()


def test_a_gap_empties_every_window_that_holds_it() -> None:
    values = np.array([0.1, 0.2, np.nan, 0.3, 0.4, 0.1])
    np.testing.assert_array_equal(
        np.isnan(rolling_std(values, 2)), [True, False, True, True, False, False]
    )


def test_a_leading_gap_does_not_poison_the_rest() -> None:
    values = np.array([np.nan, 1.0, 3.0, 5.0])
    np.testing.assert_allclose(rolling_mean(values, 2)[2:], [2.0, 4.0])


def test_a_window_needs_a_degree_of_freedom() -> None:
    with pytest.raises(ValueError, match="degree of freedom"):
        rolling_std(np.ones(5), 1)


def test_ewma_agrees_with_its_definition_in_pandas(rng) -> None:
    returns = rng.normal(0, 0.01, 300)
    variance = ewma_variance(returns, decay=0.94, warmup=1)
    expected = pd.Series(returns**2).ewm(alpha=0.06, adjust=False).mean()
    np.testing.assert_allclose(variance, expected, rtol=1e-12)


def test_ewma_starts_from_the_mean_square_of_its_warmup(rng) -> None:
    returns = rng.normal(0, 0.01, 50)
    variance = ewma_variance(returns, warmup=20)
    assert np.isnan(variance[:19]).all()
    assert variance[19] == np.mean(returns[:20] ** 2)
    assert variance[20] == pytest.approx(0.94 * variance[19] + 0.06 * returns[20] ** 2, rel=1e-14)


def test_ewma_holds_its_value_over_a_gap_and_counts_only_what_it_saw() -> None:
    returns = np.array([np.nan, 0.01, 0.01, np.nan, 0.03])
    variance = ewma_variance(returns, warmup=2)
    assert np.isnan(variance[:2]).all()
    assert variance[3] == variance[2] == pytest.approx(1e-4)
    assert variance[4] == pytest.approx(0.94e-4 + 0.06 * 9e-4)


@given(series, st.integers(0, 79), st.integers(0, 2**32 - 1))
def test_ewma_never_looks_ahead_bit_for_bit(values, cut, seed) -> None:
    scrambled = values.copy()
    scrambled[cut:] = np.random.default_rng(seed).normal(size=scrambled[cut:].size)
    np.testing.assert_array_equal(
        ewma_variance(values, warmup=3)[:cut], ewma_variance(scrambled, warmup=3)[:cut]
    )
    np.testing.assert_array_equal(
        ewma_variance(values, warmup=3)[:cut], ewma_variance(values[:cut], warmup=3)
    )


def test_ewma_treats_each_column_by_itself(rng) -> None:
    returns = rng.normal(size=(40, 2))
    returns[:5, 1] = np.nan
    both = ewma_variance(returns)
    np.testing.assert_array_equal(both[:, 1], ewma_variance(returns[:, 1].copy()))
    assert ewma_variance(np.empty((4, 0))).shape == (4, 0)


def test_ewma_of_too_few_returns_is_missing() -> None:
    assert np.isnan(ewma_variance(np.ones(5), warmup=20)).all()


@pytest.mark.parametrize("decay", [0.0, 1.0, -1.0])
def test_ewma_refuses_a_decay_outside_the_open_interval(decay) -> None:
    with pytest.raises(ValueError, match="decay"):
        ewma_variance(np.ones(30), decay=decay)


def test_lagged_moves_later_in_time() -> None:
    np.testing.assert_array_equal(lagged(np.array([1.0, 2.0, 3.0])), [np.nan, 1.0, 2.0])
    np.testing.assert_array_equal(lagged(np.ones((2, 2)), 2), np.full((2, 2), np.nan))
    np.testing.assert_array_equal(lagged(np.array([1.0, 2.0]), 0), [1.0, 2.0])
