import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ml.risk.normal import (
    binomial_cdf,
    chi_square_tail,
    normal_density,
    normal_quantile,
)
from tests.ml.golden import golden

TABLE = golden("normal")


def test_quantiles_are_the_tabulated_ones() -> None:
    table = TABLE["quantiles"]
    for probability, z in zip(table["probability"], table["z"], strict=True):
        assert normal_quantile(probability) == pytest.approx(z, abs=5e-9)


def test_chi_square_tails_are_the_tabulated_ones() -> None:
    for degrees, statistic, tail in TABLE["chi_square"]["points"]:
        assert chi_square_tail(statistic, degrees) == pytest.approx(tail, abs=1e-6)


@given(st.floats(-8, 8))
def test_densities_agree_with_scipy(z) -> None:
    assert normal_density(z) == pytest.approx(stats.norm.pdf(z), rel=1e-12, abs=1e-300)


@given(st.integers(-1, 400), st.integers(1, 400), st.floats(0.001, 0.5))
def test_binomial_sums_agree_with_scipy(count, trials, probability) -> None:
    expected = stats.binom.cdf(count, trials, probability)
    assert binomial_cdf(count, trials, probability) == pytest.approx(expected, abs=1e-10)


def test_missing_statistics_stay_missing_and_rounding_below_zero_is_zero() -> None:
    assert math.isnan(chi_square_tail(math.nan, 1))
    assert math.isnan(chi_square_tail(math.nan, 2))
    assert chi_square_tail(-1e-15, 1) == 1.0


def test_other_degrees_are_refused() -> None:
    with pytest.raises(ValueError, match="degrees"):
        chi_square_tail(1.0, 3)
