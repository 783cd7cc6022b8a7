import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from ml.risk.moments import kurtosis, skewness


def test_they_agree_with_pandas_and_scipy(rng) -> None:
    returns = rng.standard_t(5, 700) * 0.01 + 0.001
    series = pd.Series(returns)
    assert skewness(returns) == pytest.approx(series.skew(), rel=1e-11)
    assert kurtosis(returns) == pytest.approx(series.kurt(), rel=1e-11)
    assert skewness(returns, unbiased=False) == pytest.approx(stats.skew(returns), rel=1e-11)
    assert kurtosis(returns, unbiased=False) == pytest.approx(stats.kurtosis(returns), rel=1e-11)


@given(
    arrays(np.float64, st.integers(4, 60), elements=st.floats(-1, 1)),
    st.floats(0.5, 100),
    st.floats(-1, 1),
)
def test_neither_depends_on_scale_and_skewness_turns_with_the_sign(returns, scale, shift) -> None:
    if returns.std() > 1e-3:
        assert skewness(scale * returns + shift) == pytest.approx(skewness(returns), abs=1e-6)
        assert kurtosis(-scale * returns) == pytest.approx(kurtosis(returns), abs=1e-6)
        assert skewness(-returns) == pytest.approx(-skewness(returns), abs=1e-9)


@pytest.mark.parametrize("value", [0.0, 0.1, 1e-9, 12345.6789])
def test_a_constant_series_has_no_shape(value) -> None:
    assert math.isnan(skewness(np.full(40, value)))
    assert math.isnan(kurtosis(np.full(40, value)))


def test_too_few_observations_have_no_shape() -> None:
    assert math.isnan(skewness(np.array([0.1, 0.2])))
    assert math.isnan(kurtosis(np.array([0.1, 0.2, 0.4])))
    assert math.isnan(skewness(np.full(5, np.nan)))
