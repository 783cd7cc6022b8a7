import math

import numpy as np
import pytest
from scipy import stats

from ml.risk.measures.beta import beta


def test_it_is_the_slope_of_the_regression(rng) -> None:
    market = rng.normal(size=300) * 0.01
    returns = 0.0003 + 1.3 * market + rng.normal(size=300) * 0.005
    expected = stats.linregress(market, returns).slope
    assert beta(returns, market) == pytest.approx(expected, rel=1e-12)


def test_a_series_has_beta_one_to_itself_and_scales(rng) -> None:
    market = rng.normal(size=50)
    assert beta(market, market) == pytest.approx(1.0, rel=1e-14)
    assert beta(-2 * market + 5, market) == pytest.approx(-2.0, rel=1e-12)


def test_only_common_periods_count() -> None:
    returns = np.array([np.nan, 0.02, 0.04, 9.0])
    market = np.array([5.0, 0.01, 0.02, np.nan])
    assert beta(returns, market) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("returns", "market"),
    [([0.1], [0.2]), ([0.1, 0.2], [0.3, 0.3]), ([np.nan] * 3, [1.0, 2.0, 3.0])],
)
def test_without_movement_or_overlap_there_is_no_beta(returns, market) -> None:
    assert math.isnan(beta(np.array(returns), np.array(market)))
