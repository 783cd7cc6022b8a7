"""Cointegration in moving windows, against statsmodels on each."""

import numpy as np
import pytest
from statsmodels.tsa.stattools import coint

from ml.errors import InsufficientDataError
from ml.pairs.hedge import ols_hedge
from ml.pairs.spread import half_life
from ml.pairs.stability import cointegration_stability


def _pair(seed: int, count: int = 600) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = 50.0 + np.cumsum(rng.normal(size=count))
    return 2.0 + 0.7 * x + rng.normal(size=count), x


def test_each_window_equals_statsmodels() -> None:
    y, x = _pair(1)
    found = cointegration_stability(y, x, 120, most=25)
    assert found.end[-1] == 599
    assert len(found.end) <= 25
    for place, end in enumerate(found.end.tolist()):
        own, other = y[end - 119 : end + 1], x[end - 119 : end + 1]
        _, p_value, _ = coint(own, other, trend="c", maxlag=1, autolag=None)
        line = ols_hedge(own, other)
        assert found.p_value[place] == pytest.approx(p_value, abs=1e-8)
        assert found.beta[place] == pytest.approx(line.beta, rel=1e-8)
        residual = own - line.alpha - line.beta * other
        expected = half_life(residual)
        assert found.half_life[place] == pytest.approx(expected, rel=1e-6, nan_ok=True)


def test_a_pair_that_breaks_apart_is_seen_to() -> None:
    y, x = _pair(2)
    y[300:] += np.cumsum(np.random.default_rng(3).normal(size=300))
    found = cointegration_stability(y, x, 100)
    early, late = found.p_value[found.end < 300], found.p_value[found.end >= 450]
    assert np.mean(early < 0.05) > 0.95
    assert np.mean(late < 0.05) < 0.4


def test_one_window_is_the_whole_history() -> None:
    y, x = _pair(4, 60)
    assert cointegration_stability(y, x, 60).end.tolist() == [59]


def test_too_little_says_so() -> None:
    y, x = _pair(5, 50)
    with pytest.raises(InsufficientDataError):
        cointegration_stability(y, x, 60)
    with pytest.raises(ValueError, match="at least 30"):
        cointegration_stability(y, x, 20)
