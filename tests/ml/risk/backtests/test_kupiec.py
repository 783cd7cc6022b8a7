import math

import pytest
from scipy import stats

from ml.risk.backtests.kupiec import kupiec
from tests.ml.golden import golden

TABLE = golden("backtests")["kupiec"]


@pytest.mark.parametrize(("probability", "observations", "below", "above"), TABLE["regions"])
def test_the_published_regions_of_non_rejection(probability, observations, below, above) -> None:
    for count in range(below + 1, above):
        assert kupiec(count, observations, 1 - probability).p_value > 0.05
    assert kupiec(above, observations, 1 - probability).p_value < 0.05
    assert kupiec(below, observations, 1 - probability).p_value < 0.05


def test_the_statistic_is_the_likelihood_ratio() -> None:
    null = stats.binom.logpmf(9, 250, 0.01)
    alternative = stats.binom.logpmf(9, 250, 9 / 250)
    assert kupiec(9, 250, 0.99).statistic == pytest.approx(2 * (alternative - null), rel=1e-9)


def test_exactly_as_many_as_expected_is_no_evidence() -> None:
    assert kupiec(10, 1_000, 0.99).statistic == pytest.approx(0.0, abs=1e-9)
    assert kupiec(10, 1_000, 0.99).p_value == pytest.approx(1.0)


def test_none_and_all_have_a_statistic() -> None:
    assert kupiec(0, 250, 0.99).statistic == pytest.approx(-2 * 250 * math.log(0.99))
    assert kupiec(5, 5, 0.99).p_value < 1e-6


def test_without_observations_there_is_no_test() -> None:
    assert math.isnan(kupiec(0, 0, 0.99).p_value)
