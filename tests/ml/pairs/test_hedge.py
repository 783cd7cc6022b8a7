"""Hedge ratios against statsmodels, NumPy and the exact edges."""

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.regression.rolling import RollingOLS

from ml.errors import InsufficientDataError, NumericError
from ml.pairs.hedge import kalman_hedge, ols_hedge, rolling_hedge
from ml.pairs.moments import pair_moments


@pytest.fixture
def pair() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    x = 100.0 + np.cumsum(rng.normal(size=9_000))
    return 12.0 + 1.7 * x + rng.normal(size=x.size), x


@pytest.mark.parametrize("intercept", [True, False])
def test_it_equals_statsmodels(pair, intercept) -> None:
    y, x = pair
    fit = sm.OLS(y, sm.add_constant(x) if intercept else x).fit()
    hedge = ols_hedge(y, x, intercept=intercept)
    assert hedge.beta == pytest.approx(fit.params[-1], rel=1e-10)
    assert hedge.alpha == pytest.approx(fit.params[0] if intercept else 0.0, rel=1e-8)
    assert hedge.r_squared == pytest.approx(fit.rsquared, rel=1e-10)
    assert hedge.observations == y.size


@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize("window", [20, 250])
def test_rolling_equals_statsmodels(pair, intercept, window) -> None:
    y, x = pair
    design = sm.add_constant(x) if intercept else x[:, None]
    expected = RollingOLS(y, design, window).fit(params_only=True).params
    path = rolling_hedge(pair_moments(y, x, window), intercept=intercept)
    np.testing.assert_allclose(path.beta, expected[:, -1], rtol=1e-7)
    if intercept:
        np.testing.assert_allclose(path.alpha, expected[:, 0], rtol=1e-6, atol=1e-7)
    assert np.isnan(path.beta[: window - 1]).all()


def test_rolling_starts_again_after_a_hole(pair) -> None:
    y, x = (series[:400].copy() for series in pair)
    y[200] = np.nan
    beta = rolling_hedge(pair_moments(y, x, 50)).beta
    assert np.isnan(beta[200:250]).all()
    assert np.isfinite(beta[250:]).all()
    np.testing.assert_allclose(
        beta[250:], rolling_hedge(pair_moments(y[201:], x[201:], 50)).beta[49:], rtol=1e-9
    )


def test_a_window_longer_than_the_series_gives_nothing(pair) -> None:
    y, x = (series[:10] for series in pair)
    assert np.isnan(rolling_hedge(pair_moments(y, x, 11)).beta).all()


def test_no_value_depends_on_the_future(pair) -> None:
    y, x = (series[:600].copy() for series in pair)
    before = rolling_hedge(pair_moments(y, x, 60)).beta[:300].copy()
    kalman_before = kalman_hedge(y[:300], x[:300]).beta
    y[300:], x[300:] = 1.0, np.arange(300.0)
    np.testing.assert_array_equal(kalman_hedge(y, x).beta[:300], kalman_before)
    np.testing.assert_allclose(rolling_hedge(pair_moments(y, x, 60)).beta[:300], before, rtol=1e-9)


def test_kalman_finds_a_constant_hedge_and_follows_a_break(pair) -> None:
    _, x = pair
    rng = np.random.default_rng(3)
    beta = np.where(np.arange(x.size) < 4_500, 1.0, 2.0)
    y = beta * x + rng.normal(scale=0.5, size=x.size)
    path = kalman_hedge(y, x, intercept=False, drift=1e-3)
    assert path.beta[4_400] == pytest.approx(1.0, abs=0.02)
    assert path.beta[-1] == pytest.approx(2.0, abs=0.02)
    assert (path.alpha[np.isfinite(path.alpha)] == 0.0).all()


def test_kalman_without_drift_is_recursive_least_squares(pair) -> None:
    y, x = (series[:2_000] for series in pair)
    path = kalman_hedge(y, x, drift=1e-15)
    assert path.beta[-1] == pytest.approx(ols_hedge(y, x).beta, rel=1e-3)


def test_an_x_that_does_not_vary_has_no_hedge() -> None:
    with pytest.raises(NumericError, match="does not vary"):
        ols_hedge(np.arange(10.0), np.full(10, 3.0))


def test_two_pairs_are_too_few() -> None:
    with pytest.raises(InsufficientDataError, match="at least 3"):
        ols_hedge(np.array([1.0, 2.0, np.nan]), np.array([1.0, 2.0, 3.0]))
