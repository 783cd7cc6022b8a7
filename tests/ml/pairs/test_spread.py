"""Spread, z-score, correlation and half-life against pandas, theory and the edges."""

import math

import numpy as np
import pandas as pd
import pytest

from ml.pairs.hedge import HedgePath
from ml.pairs.moments import pair_moments
from ml.pairs.signal import spread_signal
from ml.pairs.spread import half_life, rolling_correlation, rolling_z_score, spread_of


def _autoregression(phi: float, n: int = 60_000) -> np.ndarray:
    rng = np.random.default_rng(11)
    series = np.zeros(n)
    shocks = rng.normal(size=n)
    for t in range(1, n):
        series[t] = phi * series[t - 1] + shocks[t]
    return series


def test_the_spread_is_y_minus_its_hedge() -> None:
    path = HedgePath(np.array([1.0, 1.0]), np.array([2.0, 2.0]))
    spread = spread_of(np.array([10.0, 9.0]), np.array([4.0, 4.0]), path)
    assert spread.tolist() == [1.0, 0.0]


def test_z_score_equals_pandas() -> None:
    spread = _autoregression(0.9, 3_000)
    rolling = pd.Series(spread).rolling(50)
    expected = (spread - rolling.mean()) / rolling.std()
    np.testing.assert_allclose(rolling_z_score(spread, 50), expected, rtol=1e-8, atol=1e-9)


def test_z_score_of_a_constant_spread_is_missing() -> None:
    assert np.isnan(rolling_z_score(np.full(30, 0.1), 10)).all()


def test_correlation_equals_pandas() -> None:
    y, x = _autoregression(0.9, 3_000), _autoregression(0.5, 3_000) + 1_000.0
    expected = pd.Series(y).rolling(40).corr(pd.Series(x))
    np.testing.assert_allclose(
        rolling_correlation(pair_moments(y, x, 40)), expected, rtol=1e-6, atol=1e-8
    )


@pytest.mark.parametrize("phi", [0.5, 0.9, 0.98])
def test_half_life_of_a_known_process(phi: float) -> None:
    assert half_life(_autoregression(phi)) == pytest.approx(-math.log(2) / math.log(phi), rel=0.1)


@pytest.mark.parametrize("series", [np.arange(100.0) ** 2, np.full(100, 2.0), np.array([1.0, 2.0])])
def test_half_life_is_missing_where_nothing_reverts(series: np.ndarray) -> None:
    assert math.isnan(half_life(series))


@pytest.mark.parametrize(
    ("z_score", "signal"),
    [
        (2.0, "SHORT_SPREAD"),
        (1.999, "FLAT"),
        (-2.0, "LONG_SPREAD"),
        (math.nan, "FLAT"),
        (5.0, "SHORT_SPREAD"),
    ],
)
def test_the_signal_at_its_edges(z_score: float, signal: str) -> None:
    assert spread_signal(z_score) == signal
