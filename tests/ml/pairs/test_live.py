"""The live path equals the batch path: every method, on prices and logs, with intercept or not."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.pairs.hedge import HedgePath, expanding_hedge, kalman_hedge, ols_hedge, rolling_hedge
from ml.pairs.live import PairPath, PairTracker, pair_path
from ml.pairs.methods import HedgeMethod
from ml.pairs.moments import pair_moments
from ml.pairs.spread import line_z_score, rolling_correlation, rolling_z_score, spread_of

METHODS: tuple[HedgeMethod, ...] = ("rolling_ols", "ols", "kalman")


def _prices(seed: int, level: float, bars: int = 1_500) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = level * np.exp(np.cumsum(rng.normal(scale=1e-3, size=bars)))
    return 0.5 * x * np.exp(rng.normal(scale=1e-3, size=bars)), x


def _live(y: np.ndarray, x: np.ndarray, window: int, **how: Any) -> PairPath:
    tracker = PairTracker(window, **how)
    points = [tracker.push(*pair) for pair in zip(y.tolist(), x.tolist(), strict=True)]
    return PairPath(*np.array(points).T)


def _batch(y: np.ndarray, x: np.ndarray, window: int, method: str, intercept: bool) -> PairPath:
    moments = pair_moments(y, x, window)
    if method == "kalman":
        path = kalman_hedge(y, x, intercept=intercept)
    elif method == "ols":
        line = ols_hedge(y, x, intercept=intercept)
        path = HedgePath(np.full(y.size, line.alpha), np.full(y.size, line.beta))
    else:
        path = rolling_hedge(moments, intercept=intercept)
    spread = spread_of(y, x, path)
    z_score = rolling_z_score(spread, window)
    return PairPath(path.alpha, path.beta, spread, z_score, rolling_correlation(moments))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize("log", [True, False])
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), window=st.integers(10, 120), level=st.floats(0.5, 90_000))
def test_it_equals_the_batch(
    method: HedgeMethod, intercept: bool, log: bool, seed: int, window: int, level: float
) -> None:
    y, x = _prices(seed, level)
    if log:
        y, x = np.log(y), np.log(x)
    live = _live(y, x, window, method=method, intercept=intercept)
    batch = _batch(y, x, window, method, intercept)
    # One line for all bars is known at the last one only; the others at each.
    at = slice(-1, None) if method == "ols" else slice(None)
    unit = max(1.0, float(np.abs(y).max()))
    np.testing.assert_allclose(live.beta[at], batch.beta[at], rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(live.alpha[at] / unit, batch.alpha[at] / unit, atol=1e-7)
    np.testing.assert_allclose(live.spread[at] / unit, batch.spread[at] / unit, atol=1e-7)
    np.testing.assert_allclose(live.correlation, batch.correlation, atol=1e-7)
    np.testing.assert_allclose(live.z_score[at], batch.z_score[at], rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("intercept", [True, False])
def test_the_line_of_all_bars_so_far_equals_the_tracker_at_each(intercept: bool) -> None:
    y, x = np.log(_prices(5, 100.0))
    live = _live(y, x, 60, method="ols", intercept=intercept)
    path = expanding_hedge(y, x, intercept=intercept)
    np.testing.assert_allclose(path.beta, live.beta, rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(path.alpha, live.alpha, atol=1e-7)
    z_score = line_z_score(y, x, path.beta, pair_moments(y, x, 60))
    np.testing.assert_allclose(z_score, live.z_score, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("intercept", [True, False])
def test_the_compiled_pass_equals_the_tracker(method: HedgeMethod, intercept: bool) -> None:
    y, x = _prices(3, 100.0, 4_000)
    x[2_000:2_080] = x[2_000]  # an x that stands still for longer than the window
    how: dict[str, Any] = {"method": method, "intercept": intercept}
    live, path = _live(y, x, 60, **how), pair_path(y, x, 60, **how)
    for mine, theirs in zip(live, path, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-7, atol=1e-7)


def test_an_x_that_stands_still_has_no_rolling_hedge_and_the_window_starts_again() -> None:
    y, x = _prices(5, 100.0, 400)
    x[200:240] = x[200]
    live, batch = _live(y, x, 20), _batch(y, x, 20, "rolling_ols", intercept=True)
    assert np.isnan(batch.beta[219:240]).all()
    for mine, theirs in zip(live, batch, strict=True):
        np.testing.assert_array_equal(np.isnan(mine[:219]), np.isnan(theirs[:219]))
    np.testing.assert_array_equal(np.isnan(live.beta), np.isnan(batch.beta))
    np.testing.assert_allclose(live.beta, batch.beta, rtol=1e-7)


@pytest.mark.parametrize("pair", [(1.0, float("nan")), (float("inf"), 1.0)])
def test_a_hole_is_refused(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="finite"):
        PairTracker(5).push(*pair)
    with pytest.raises(ValueError, match="finite"):
        pair_path(np.full(9, pair[0]), np.full(9, pair[1]), 5)


def test_unusable_input_says_why() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        PairTracker(1)
    with pytest.raises(ValueError, match="at least 2"):
        pair_path(np.ones(9), np.ones(9), 1)
    with pytest.raises(ValueError, match="one length"):
        pair_path(np.ones(9), np.ones(8), 5)
