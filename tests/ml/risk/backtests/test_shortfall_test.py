import math

import numpy as np
import pytest
from scipy import stats

from ml.risk.backtests.shortfall import shortfall_test


def _normal_forecasts(size: int, scale: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    quantile = stats.norm.ppf(0.975)
    shortfall = stats.norm.pdf(quantile) / 0.025
    return np.full(size, scale * quantile), np.full(size, scale * shortfall)


def test_right_forecasts_have_z2_near_zero(rng) -> None:
    found = shortfall_test(rng.normal(size=50_000), *_normal_forecasts(50_000), 0.975)
    assert found.z2 == pytest.approx(0.0, abs=0.08)
    assert found.p_value > 0.01


def test_forecasts_that_are_too_small_are_found_out(rng) -> None:
    found = shortfall_test(rng.standard_t(3, 5_000), *_normal_forecasts(5_000), 0.975)
    assert found.z2 < found.critical_value < 0.0
    assert found.p_value < 0.001


@pytest.mark.parametrize(("confidence", "days"), [(0.95, 250), (0.99, 250), (0.975, 1_000)])
def test_one_in_twenty_right_forecasts_is_rejected(confidence, days) -> None:
    """At 99 % and 250 days the published -0.70 would reject one in eight."""
    rng = np.random.default_rng(17)
    quantile = stats.norm.ppf(confidence)
    shortfall = stats.norm.pdf(quantile) / (1.0 - confidence)
    forecasts = np.full(days, quantile), np.full(days, shortfall)
    rejected = [
        shortfall_test(rng.standard_normal(days), *forecasts, confidence).p_value < 0.05
        for _ in range(2_000)
    ]
    assert np.mean(rejected) == pytest.approx(0.05, abs=0.015)


def test_z2_by_hand() -> None:
    returns = np.array([-0.05, -0.03, 0.01, 0.02])
    found = shortfall_test(returns, np.full(4, 0.02), np.full(4, 0.04), 0.5)
    assert found.z2 == pytest.approx(1 - (0.05 / 0.04 + 0.03 / 0.04) / (4 * 0.5))


def test_without_violations_nothing_speaks_against_the_forecasts() -> None:
    found = shortfall_test(np.zeros(5), np.ones(5), np.ones(5), 0.99)
    assert found.z2 == 1.0
    assert found.p_value == 1.0


def test_without_forecasts_there_is_nothing() -> None:
    gaps = np.full(3, np.nan)
    found = shortfall_test(np.zeros(3), gaps, gaps, 0.99)
    assert math.isnan(found.z2)
    assert math.isnan(found.critical_value)
    assert math.isnan(found.p_value)
