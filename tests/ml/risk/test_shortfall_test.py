import math

import numpy as np
import pytest
from scipy import stats

from ml.risk.backtests.shortfall import shortfall_test


def _normal_forecasts(size: int, scale: float = 1.0):
    quantile = stats.norm.ppf(0.975)
    shortfall = stats.norm.pdf(quantile) / 0.025
    return np.full(size, scale * quantile), np.full(size, scale * shortfall)


def test_right_forecasts_have_z2_near_zero(rng) -> None:
    found = shortfall_test(rng.normal(size=50_000), *_normal_forecasts(50_000), 0.975)
    assert found.z2 == pytest.approx(0.0, abs=0.08)
    assert found.p_value > 0.01


def test_forecasts_that_are_too_small_are_found_out(rng) -> None:
    found = shortfall_test(rng.standard_t(3, 5_000), *_normal_forecasts(5_000), 0.975)
    assert found.z2 < -0.7  # the published 5 % critical value
    assert found.p_value < 0.01


def test_z2_by_hand() -> None:
    returns = np.array([-0.05, -0.03, 0.01, 0.02])
    found = shortfall_test(returns, np.full(4, 0.02), np.full(4, 0.04), 0.5)
    assert found.z2 == pytest.approx(1 - (0.05 / 0.04 + 0.03 / 0.04) / (4 * 0.5))


def test_without_violations_there_is_only_z2() -> None:
    found = shortfall_test(np.zeros(5), np.ones(5), np.ones(5), 0.99)
    assert found.z2 == 1.0
    assert math.isnan(found.p_value)


def test_without_forecasts_there_is_nothing() -> None:
    gaps = np.full(3, np.nan)
    assert math.isnan(shortfall_test(np.zeros(3), gaps, gaps, 0.99).z2)
