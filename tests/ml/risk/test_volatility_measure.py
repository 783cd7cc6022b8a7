import math

import numpy as np
import pytest

from ml.risk.volatility import volatility, volatility_annualised


def test_it_is_the_sample_standard_deviation(rng) -> None:
    returns = rng.normal(size=100)
    assert volatility(returns) == pytest.approx(returns.std(ddof=1), rel=1e-13)
    assert volatility_annualised(returns, 365) == pytest.approx(
        returns.std(ddof=1) * math.sqrt(365), rel=1e-13
    )


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e9])
def test_a_constant_series_has_exactly_none(value) -> None:
    assert volatility(np.full(100, value)) == 0.0


def test_one_observation_has_none_to_speak_of() -> None:
    assert math.isnan(volatility(np.array([0.1])))
    assert math.isnan(volatility(np.full(5, np.nan)))
