import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import integrate, stats

from ml.risk.expected_shortfall import (
    cornish_fisher_expected_shortfall,
    filtered_expected_shortfall,
    gaussian_expected_shortfall,
    historical_expected_shortfall,
)
from ml.risk.value_at_risk import cornish_fisher_value_at_risk, historical_value_at_risk

samples = arrays(np.float64, st.integers(1, 150), elements=st.floats(-0.5, 0.5))
confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.975, 0.99])


@given(samples, confidences)
def test_it_is_never_below_the_value_at_risk(returns, confidence) -> None:
    shortfall = historical_expected_shortfall(returns, confidence)
    assert shortfall >= historical_value_at_risk(returns, confidence) - 1e-12


@given(samples, samples, confidences)
def test_it_is_subadditive(one, other, confidence) -> None:
    size = min(one.size, other.size)
    one, other = one[:size], other[:size]
    together = historical_expected_shortfall(one + other, confidence)
    apart = sum(historical_expected_shortfall(x, confidence) for x in (one, other))
    assert together <= apart + 1e-12


def test_whole_tails_are_plain_means() -> None:
    returns = np.arange(-100, 0) / 100.0  # the five worst of 100 lose 1.00 ... 0.96
    assert historical_expected_shortfall(returns, 0.95) == pytest.approx(0.98, rel=1e-15)
    assert historical_expected_shortfall(-np.arange(20_000.0), 0.95) == pytest.approx(19_499.5)


def test_the_edge_observation_counts_in_part() -> None:
    # 2.5 of 10 at 75 %: (10 + 9 + 0.5 * 8) / 2.5
    returns = -np.arange(1.0, 11.0)
    assert historical_expected_shortfall(returns, 0.75) == pytest.approx(23.0 / 2.5)


def test_it_solves_the_optimisation_of_rockafellar_and_uryasev(rng) -> None:
    # R. T. Rockafellar, S. Uryasev, Journal of Risk 2(3) (2000): min_v v + E[(L - v)+] / (1 - c)
    losses = rng.standard_t(4, 333)
    levels = np.sort(losses)
    objective = [v + np.mean(np.maximum(losses - v, 0)) / 0.07 for v in levels]
    assert historical_expected_shortfall(-losses, 0.93) == pytest.approx(min(objective), rel=1e-9)


def test_degenerate_samples() -> None:
    assert historical_expected_shortfall(np.array([-0.03]), 0.99) == pytest.approx(0.03)
    assert historical_expected_shortfall(np.full(7, -0.01), 0.95) == pytest.approx(0.01)
    assert math.isnan(historical_expected_shortfall(np.full(3, np.nan), 0.95))
    assert math.isnan(gaussian_expected_shortfall(np.array([1.0]), 0.95))
    assert math.isnan(cornish_fisher_expected_shortfall(np.ones(3), 0.95))
    assert math.isnan(cornish_fisher_expected_shortfall(np.ones(30), 0.95))


def test_gaussian_agrees_with_integration(rng) -> None:
    returns = rng.normal(0.001, 0.02, 400)
    law = stats.norm(returns.mean(), returns.std(ddof=1))
    expected = -integrate.quad(law.ppf, 0, 0.025)[0] / 0.025
    assert gaussian_expected_shortfall(returns, 0.975) == pytest.approx(expected, rel=1e-7)


def test_cornish_fisher_agrees_with_integration(rng) -> None:
    returns = rng.standard_t(7, 3_000) * 0.01

    def loss(probability: float) -> float:
        return cornish_fisher_value_at_risk(returns, 1 - probability)

    expected = integrate.quad(loss, 1e-12, 0.05, limit=200)[0] / 0.05
    found = cornish_fisher_expected_shortfall(returns, 0.95)
    assert found == pytest.approx(expected, rel=1e-5)


def test_filtered_scales_the_standardised_tail(rng) -> None:
    returns = rng.normal(size=200) * 0.01
    steady = np.full(200, 0.01)
    assert filtered_expected_shortfall(returns, steady, 0.03, 0.95) == pytest.approx(
        3 * historical_expected_shortfall(returns, 0.95)
    )
