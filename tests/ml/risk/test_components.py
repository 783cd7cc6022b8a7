import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.risk.components import gaussian_components, scenario_components
from ml.risk.normal import normal_quantile
from ml.risk.value_at_risk import historical_value_at_risk

seeds = st.integers(0, 2**32 - 1)
confidences = st.sampled_from([0.9, 0.95, 0.99])


@given(seeds, confidences, st.integers(1, 6))
def test_scenario_parts_sum_to_the_whole(seed, confidence, assets) -> None:
    rng = np.random.default_rng(seed)
    returns = rng.standard_t(4, (250, assets)) * 0.01
    weights = rng.dirichlet(np.ones(assets))
    parts = scenario_components(returns * weights, confidence)
    whole = historical_value_at_risk(returns @ weights, confidence)
    assert parts.sum() == pytest.approx(whole, rel=1e-9)


@given(seeds, confidences)
def test_gaussian_parts_sum_to_the_whole(seed, confidence) -> None:
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(4, 4)) * 0.01
    covariance, mean = root @ root.T, rng.normal(size=4) * 0.001
    weights = rng.dirichlet(np.ones(4))
    sigma = np.sqrt(weights @ covariance @ weights)
    whole = -(weights @ mean + normal_quantile(1 - confidence) * sigma)
    parts = gaussian_components(weights, mean, covariance, confidence)
    assert parts.sum() == pytest.approx(whole, rel=1e-9, abs=1e-12)


def test_shuffling_assets_shuffles_parts(rng) -> None:
    contributions = rng.normal(size=(300, 5))
    order = rng.permutation(5)
    np.testing.assert_allclose(
        scenario_components(contributions[:, order], 0.95),
        scenario_components(contributions, 0.95)[order],
        rtol=1e-9,
    )


def test_equal_independent_assets_have_about_equal_parts(rng) -> None:
    parts = scenario_components(rng.normal(size=(50_000, 4)) / 4, 0.95)
    np.testing.assert_allclose(parts / parts.sum(), np.full(4, 0.25), atol=0.08)


def test_a_hedge_has_a_negative_part(rng) -> None:
    market = rng.normal(size=2_000)
    parts = scenario_components(np.stack([market, -0.4 * market], axis=1), 0.95)
    assert parts[0] > 0.0 > parts[1]
    covariance = np.array([[1.0, -0.8], [-0.8, 1.0]])
    parts = gaussian_components(np.array([0.8, 0.2]), np.zeros(2), covariance, 0.95)
    assert parts[0] > 0.0 > parts[1]


def test_no_risk_has_only_the_mean(rng) -> None:
    parts = gaussian_components(np.array([0.5, 0.5]), np.array([0.01, 0.03]), np.zeros((2, 2)), 0.9)
    np.testing.assert_allclose(parts, [-0.005, -0.015])
    np.testing.assert_allclose(scenario_components(np.zeros((10, 2)), 0.9), [0.0, 0.0])


def test_one_scenario_is_its_own_parts() -> None:
    np.testing.assert_allclose(
        scenario_components(np.array([[-0.01, 0.004]]), 0.95, scale=2.0), [0.02, -0.008]
    )
