import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.volatility.har import fit_har, har_features, har_forecasts
from ml.volatility.scale import qlike, rescaled


def _market(seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """A log volatility that reverts slowly, and a realised variance seen with noise."""
    rng = np.random.default_rng(seed)
    log = np.empty(size)
    log[0] = 0.0
    shocks = rng.normal(size=size) * 0.15
    for t in range(1, size):
        log[t] = 0.97 * log[t - 1] + shocks[t]
    sigma = 0.01 * np.exp(log / 2)
    return sigma * rng.normal(size=size), sigma**2 * rng.chisquare(20, size) / 20


def test_features_are_logs_of_the_day_the_week_and_the_month() -> None:
    returns, variance = _market(0, 60)
    row = har_features(variance, returns)[40]
    month = variance[19:41].mean()
    assert row[0] == 1.0
    assert row[1] == pytest.approx(np.log(variance[40]))
    assert row[2] == pytest.approx(np.log(variance[36:41].mean()))
    assert row[3] == pytest.approx(np.log(month))
    assert row[4] == pytest.approx(min(returns[40], 0.0) / np.sqrt(month))
    assert np.isnan(har_features(variance, returns)[:21]).any(axis=1).all()


def test_a_day_without_a_move_still_has_a_logarithm() -> None:
    returns, _ = _market(1, 80)
    returns[50] = 0.0
    assert np.isfinite(har_features(returns**2, returns)[22:]).all()


def test_the_fit_is_least_squares(rng) -> None:
    x = np.column_stack([np.ones(200), rng.normal(size=(200, 3))])
    y = x @ [1.0, 0.5, -0.2, 0.1] + rng.normal(size=200) * 0.1
    oracle = sm.OLS(y, x).fit()
    found = fit_har(x, y)
    np.testing.assert_allclose(found.coefficients, oracle.params, rtol=1e-6)
    assert found.residual_variance == pytest.approx(oracle.ssr / 200, rel=1e-8)


def test_walking_forward_is_fitting_on_the_past_again_and_again() -> None:
    returns, variance = _market(2, 500)
    at = 400
    forecasts = har_forecasts(variance, returns, least=379, refit=1_000)
    features = har_features(variance, returns)
    seen = np.arange(22, at + 1)
    fit = fit_har(features[seen - 1], np.log(variance[seen]))
    raw = np.exp(features @ fit.coefficients + fit.residual_variance / 2)
    late = np.where(np.arange(500) >= at, raw, np.nan)
    np.testing.assert_allclose(forecasts, rescaled(late, returns**2), rtol=1e-6)


def test_it_beats_the_mean_and_is_on_the_scale_of_the_returns() -> None:
    returns, variance = _market(3, 4_000)
    forecasts = har_forecasts(0.5 * variance, returns)  # a proxy that sees half of the day
    made = np.isfinite(forecasts[:-1])
    ahead, came = forecasts[:-1][made], returns[1:][made] ** 2
    assert ahead.mean() == pytest.approx(came.mean(), rel=0.1)
    assert qlike(ahead, came) < qlike(np.full(came.size, came.mean()), came)


@settings(max_examples=20)
@given(st.integers(0, 1_000), st.integers(300, 599))
def test_nothing_after_a_day_changes_its_forecast(seed, cut) -> None:
    returns, variance = _market(seed, 600)
    other_returns, other_variance = returns.copy(), variance.copy()
    other_returns[cut:] = np.random.default_rng(seed + 1).normal(size=600 - cut)
    other_variance[cut:] = other_returns[cut:] ** 2 + 1e-6
    one = har_forecasts(variance, returns)
    other = har_forecasts(other_variance, other_returns)
    np.testing.assert_array_equal(one[:cut], other[:cut])


def test_too_short_a_history_has_no_forecast() -> None:
    returns, variance = _market(4, 100)
    assert np.isnan(har_forecasts(variance, returns)).all()
