"""The test of a pair with both directions and the unit roots that it presupposes."""

import numpy as np
import pytest
from statsmodels.tsa.stattools import adfuller, coint

from ml.errors import DoesNotVaryError
from ml.pairs.conditions import cointegration_test


def _planted(seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = 100.0 + np.cumsum(rng.normal(size=500))
    return 5.0 + 2.0 * x + rng.normal(size=500), x


def test_both_directions_and_both_legs_equal_statsmodels() -> None:
    y, x = _planted()
    found = cointegration_test(y, x, lags=1)
    assert found.state == "tested"
    for mine, (a, b) in ((found.y_on_x, (y, x)), (found.x_on_y, (x, y))):
        statistic, p_value, _ = coint(a, b, maxlag=1, autolag=None)
        assert mine.statistic == pytest.approx(statistic, abs=1e-10)
        assert mine.p_value == pytest.approx(p_value, abs=1e-10)
    for leg, series in ((found.leg_y, y), (found.leg_x, x)):
        statistic, p_value, *_ = adfuller(series, maxlag=1, autolag=None, result_object=False)
        assert (leg.statistic, leg.p_value) == pytest.approx((statistic, p_value), abs=1e-10)


def test_a_pegged_leg_is_stationary_already_on_either_side() -> None:
    _, walk = _planted()
    pegged = 1.0 + 0.001 * np.random.default_rng(1).normal(size=500)
    for y, x, legs in ((pegged, walk, (True, False)), (walk, pegged, (False, True))):
        found = cointegration_test(y, x)
        assert found.state == "already_stationary"
        assert found.stationary_legs == legs
    # What made it a discovery: the residual of a pegged coin on anything reverts by itself.
    assert cointegration_test(pegged, walk).y_on_x.p_value < 1e-6


def test_a_leg_that_does_not_vary_is_refused() -> None:
    _, walk = _planted()
    for flat in (np.full(500, 7.0), 1.0 + 0.5 * np.arange(500.0)):
        with pytest.raises(DoesNotVaryError, match="does not vary"):
            cointegration_test(walk, flat)
