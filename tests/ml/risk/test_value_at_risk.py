import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from ml.risk.value_at_risk import (
    cornish_fisher_quantile,
    cornish_fisher_value_at_risk,
    ewma_filter,
    filtered_value_at_risk,
    gaussian_value_at_risk,
    historical_value_at_risk,
    standardised,
)

samples = arrays(np.float64, st.integers(1, 200), elements=st.floats(-0.5, 0.5))
confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.975, 0.99, 0.999])


@given(samples, confidences)
def test_historical_is_the_loss_at_its_rank(returns, confidence) -> None:
    rank = math.ceil(round(len(returns) * (1000 - confidence * 1000)) / 1000)
    assert historical_value_at_risk(returns, confidence) == -np.sort(returns)[rank - 1]


@given(samples, confidences, confidences)
def test_value_at_risk_never_falls_with_confidence(returns, one, other) -> None:
    low, high = sorted((one, other))
    assert historical_value_at_risk(returns, low) <= historical_value_at_risk(returns, high)
    if len(returns) > 1:
        assert gaussian_value_at_risk(returns, low) <= gaussian_value_at_risk(returns, high)


@given(samples, confidences, st.floats(0.1, 10), st.floats(-0.1, 0.1))
def test_it_scales_with_the_position_and_falls_with_cash(returns, confidence, scale, cash) -> None:
    whole = historical_value_at_risk(returns, confidence)
    assert historical_value_at_risk(scale * returns, confidence) == pytest.approx(scale * whole)
    assert historical_value_at_risk(returns + cash, confidence) == pytest.approx(whole - cash)


def test_whole_tail_counts_are_exact() -> None:
    returns = -np.arange(20_000.0)  # the k-th worst is a loss of 20,000 - k
    assert historical_value_at_risk(returns, 0.95) == 19_000.0
    assert historical_value_at_risk(returns, 0.99) == 19_800.0


def test_one_observation_is_every_quantile() -> None:
    assert historical_value_at_risk(np.array([-0.03]), 0.99) == 0.03
    assert math.isnan(gaussian_value_at_risk(np.array([-0.03]), 0.99))
    assert math.isnan(cornish_fisher_value_at_risk(np.array([-0.03]), 0.99))


def test_a_gain_in_the_tail_is_a_negative_loss() -> None:
    assert historical_value_at_risk(np.array([0.01, 0.02, 0.03]), 0.95) == -0.01


def test_a_constant_series_loses_its_constant() -> None:
    flat = np.full(50, -0.01)
    assert historical_value_at_risk(flat, 0.95) == 0.01
    assert gaussian_value_at_risk(flat, 0.95) == pytest.approx(0.01, abs=1e-15)
    assert math.isnan(cornish_fisher_value_at_risk(flat, 0.95))


def test_missing_returns_are_left_out_and_nothing_at_all_is_missing() -> None:
    gaps = np.array([np.nan, -0.02, np.nan, 0.01])
    assert historical_value_at_risk(gaps, 0.95) == 0.02
    assert math.isnan(historical_value_at_risk(np.full(3, np.nan), 0.95))
    assert math.isnan(gaussian_value_at_risk(np.empty(0), 0.95))


def test_gaussian_is_the_fitted_normal_quantile(rng) -> None:
    returns = rng.normal(0.001, 0.02, 500)
    expected = -stats.norm.ppf(0.01, returns.mean(), returns.std(ddof=1))
    assert gaussian_value_at_risk(returns, 0.99) == pytest.approx(expected, rel=1e-12)


def test_cornish_fisher_of_a_normal_shape_is_the_normal_quantile() -> None:
    assert cornish_fisher_quantile(-2.0, 0.0, 0.0) == -2.0


def test_cornish_fisher_agrees_with_its_expansion(rng) -> None:
    returns = rng.standard_t(8, 2_000) * 0.01
    s, k, z = stats.skew(returns), stats.kurtosis(returns), stats.norm.ppf(0.05)
    q = z + (z**2 - 1) * s / 6 + (z**3 - 3 * z) * k / 24 - (2 * z**3 - 5 * z) * s**2 / 36
    expected = -(returns.mean() + q * returns.std(ddof=1))
    assert cornish_fisher_value_at_risk(returns, 0.95) == pytest.approx(expected, rel=1e-12)


@given(st.floats(-3, 3), st.floats(-2, 30), st.floats(-3.5, 0))
def test_cornish_fisher_is_increasing_below_z_or_not_given(skew, excess, z) -> None:
    found = cornish_fisher_quantile(z, skew, excess)
    below = [cornish_fisher_quantile(z - step, skew, excess) for step in (0.01, 0.5, 2.0, 10.0)]
    if math.isfinite(found):
        assert found > below[0] > below[1] > below[2] > below[3]


def test_outside_its_domain_cornish_fisher_has_no_answer() -> None:
    assert math.isnan(cornish_fisher_quantile(-1.6, -3.0, 0.0))
    assert math.isnan(cornish_fisher_quantile(-1.6, math.nan, 0.0))


def test_filtered_simulation_with_steady_volatility_is_historical(rng) -> None:
    returns = rng.normal(size=300) * 0.01
    steady = np.full(300, 0.01)
    assert filtered_value_at_risk(returns, steady, 0.01, 0.95) == pytest.approx(
        historical_value_at_risk(returns, 0.95), rel=1e-12
    )
    assert filtered_value_at_risk(returns, steady, 0.02, 0.95) == pytest.approx(
        2 * historical_value_at_risk(returns, 0.95), rel=1e-12
    )


def test_standardised_leaves_out_what_has_no_volatility() -> None:
    out = standardised(np.array([0.01, 0.02, 0.03]), np.array([np.nan, 0.0, 0.01]))
    np.testing.assert_allclose(out, [np.nan, np.nan, 3.0])


def test_the_filter_forecasts_each_period_from_the_ones_before(rng) -> None:
    returns = rng.normal(size=60) * 0.01
    ahead, following = ewma_filter(returns)
    assert np.isnan(ahead[:20]).all()
    assert ahead[20] == pytest.approx(np.sqrt(np.mean(returns[:20] ** 2)))
    assert following == pytest.approx(np.sqrt(0.94 * ahead[-1] ** 2 + 0.06 * returns[-1] ** 2))


def test_the_filter_of_nothing_is_nothing() -> None:
    ahead, following = ewma_filter(np.empty(0))
    assert ahead.size == 0
    assert math.isnan(following)
