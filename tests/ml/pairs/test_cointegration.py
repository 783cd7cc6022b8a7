"""Engle-Granger and ADF: size on null data, power on planted pairs, the trap of plain ADF."""

import numpy as np
import pytest

from ml.errors import InsufficientDataError, NumericError
from ml.pairs.cointegration import adf_test, engle_granger_test
from ml.pairs.hedge import ols_hedge


def _walks(seed: int, n: int = 500) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return np.cumsum(rng.normal(size=n)), np.cumsum(rng.normal(size=n))


def test_unrelated_walks_are_rejected_about_one_time_in_twenty() -> None:
    hits = sum(engle_granger_test(*_walks(seed), lags=1).p_value < 0.05 for seed in range(200))
    # Binomial(200, 0.05): mean 10, three standard deviations are 9.2.
    assert 1 <= hits <= 19


def test_plain_adf_on_an_estimated_spread_rejects_too_often() -> None:
    hits = 0
    for seed in range(200):
        y, x = _walks(seed)
        hedge = ols_hedge(y, x)
        hits += adf_test(y - hedge.alpha - hedge.beta * x, lags=1).p_value < 0.05
    assert hits > 25


def test_a_planted_pair_is_found() -> None:
    _, x = _walks(1)
    y = 3.0 + 0.8 * x + np.random.default_rng(2).normal(size=x.size)
    found = engle_granger_test(y, x)
    assert found.p_value < 1e-6
    assert found.statistic < found.critical_values["1%"]


def test_a_walk_keeps_its_unit_root_and_noise_has_none() -> None:
    walk, _ = _walks(5)
    assert adf_test(walk).p_value > 0.05
    noise = adf_test(np.diff(walk), lags=2)
    assert noise.p_value < 1e-6
    assert noise.lags == 2
    assert noise.observations == walk.size - 1 - 1 - 2


def test_too_little_and_unusable_input_say_so() -> None:
    with pytest.raises(InsufficientDataError):
        adf_test(np.arange(29.0))
    with pytest.raises(NumericError, match="does not vary"):
        adf_test(np.ones(50))
    with pytest.raises(NumericError, match="holes"):
        adf_test(np.r_[np.nan, np.arange(49.0)])
    x = np.cumsum(np.random.default_rng(0).normal(size=60))
    with pytest.raises(NumericError, match="multiples"):
        engle_granger_test(2.0 * x, x)
