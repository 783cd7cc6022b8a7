import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.risk.backtests.rolling import rolling_filtered, rolling_historical
from ml.risk.methods import BACKTEST_WINDOW, METHODS, rolling_tail_risk, tail_risk
from ml.risk.value_at_risk import historical_value_at_risk


@pytest.fixture
def returns(rng) -> np.ndarray:
    made: np.ndarray = rng.standard_t(5, 900) * 0.01
    return made


@pytest.mark.parametrize("method", METHODS)
def test_each_forecast_is_the_measure_of_its_window(returns, method) -> None:
    window = 300
    forecast = rolling_tail_risk(returns, 0.95, method, window=window)
    first = int(np.flatnonzero(np.isfinite(forecast.value_at_risk))[0])
    assert first == (window + 20 if method == "fhs" else window)
    sample = returns[first - window : first]
    expected = tail_risk(sample, 0.95, method, earlier=returns[: first - window])
    assert forecast.value_at_risk[first] == pytest.approx(expected.value_at_risk, rel=1e-9)
    assert forecast.expected_shortfall[first] == pytest.approx(
        expected.expected_shortfall, rel=1e-9
    )


@pytest.mark.parametrize("method", METHODS)
@given(cut=st.integers(560, 899))
def test_no_forecast_sees_its_own_day_or_a_later_one(method, cut) -> None:
    rng = np.random.default_rng(3)
    returns = rng.standard_t(5, 900) * 0.01
    scrambled = returns.copy()
    scrambled[cut:] = rng.normal(size=900 - cut)
    one, other = (rolling_tail_risk(x, 0.99, method) for x in (returns, scrambled))
    np.testing.assert_array_equal(one.value_at_risk[: cut + 1], other.value_at_risk[: cut + 1])
    np.testing.assert_array_equal(
        one.expected_shortfall[: cut + 1], other.expected_shortfall[: cut + 1]
    )


def test_chunks_meet_without_a_seam(rng) -> None:
    returns = rng.normal(size=3_000)
    forecast = rolling_historical(returns, 50, 0.9)
    expected = [historical_value_at_risk(returns[t - 50 : t], 0.9) for t in range(50, 3_000)]
    np.testing.assert_array_equal(forecast.value_at_risk[50:], expected)


def test_violations_are_counted_only_where_there_was_a_forecast() -> None:
    returns = np.array([0.0, -1.0, 0.0, -3.0, 0.5])
    forecast = rolling_historical(returns, 2, 0.5)
    np.testing.assert_array_equal(np.isnan(forecast.value_at_risk), [1, 1, 0, 0, 0])
    np.testing.assert_array_equal(forecast.violations(returns), [False, True, False])


def test_a_history_no_longer_than_the_window_forecasts_nothing(rng) -> None:
    for method in METHODS:
        short = rng.normal(size=BACKTEST_WINDOW[method])
        assert np.isnan(rolling_tail_risk(short, 0.99, method).value_at_risk).all()


def test_filtered_simulation_keeps_its_promise_when_volatility_clusters() -> None:
    rng = np.random.default_rng(11)
    sigma = np.exp(np.cumsum(rng.normal(size=6_000) * 0.05) * 0.3) * 0.01
    returns = sigma * rng.normal(size=6_000)
    rate = rolling_filtered(returns, 500, 0.99).violations(returns).mean()
    assert 0.006 < rate < 0.016


def test_a_flat_stretch_has_no_extreme_value_forecast(rng) -> None:
    returns = np.concatenate([np.zeros(600), rng.normal(size=300)])
    forecast = rolling_tail_risk(returns, 0.99, "evt")
    assert np.isnan(forecast.value_at_risk[500:600]).all()
