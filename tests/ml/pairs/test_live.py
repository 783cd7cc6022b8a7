"""The live path equals the batch path."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.pairs.hedge import rolling_hedge
from ml.pairs.live import PairTracker
from ml.pairs.moments import pair_moments
from ml.pairs.spread import rolling_correlation, rolling_z_score, spread_of


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), window=st.integers(3, 120), level=st.floats(0.01, 90_000))
def test_it_equals_the_batch_kernels(seed: int, window: int, level: float) -> None:
    rng = np.random.default_rng(seed)
    x = level * np.exp(np.cumsum(rng.normal(scale=1e-3, size=3_000)))
    y = 0.5 * x * np.exp(rng.normal(scale=1e-3, size=x.size))
    tracker = PairTracker(window)
    points = [tracker.push(*pair) for pair in zip(y.tolist(), x.tolist(), strict=True)]
    moments = pair_moments(y, x, window)
    path = rolling_hedge(moments)
    spread = spread_of(y, x, path)
    live = {name: np.array([getattr(p, name) for p in points]) for name in PAIR_FIELDS}
    np.testing.assert_allclose(live["beta"], path.beta, rtol=1e-7, atol=1e-7)
    np.testing.assert_allclose(live["spread"], spread, atol=1e-7 * level)
    np.testing.assert_allclose(live["correlation"], rolling_correlation(moments), atol=1e-7)
    np.testing.assert_allclose(
        live["z_score"], rolling_z_score(spread, window), rtol=1e-5, atol=1e-5
    )


PAIR_FIELDS = ("beta", "spread", "correlation", "z_score")


def test_a_hole_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        PairTracker(5).push(1.0, float("nan"))


def test_an_x_that_stands_still_gives_no_hedge() -> None:
    tracker = PairTracker(3)
    point = [tracker.push(float(y), 1.0) for y in range(5)][-1]
    assert np.isnan(point.beta)
    assert np.isnan(point.z_score)
