"""Engle-Granger and ADF: size on null data, power on planted pairs, the trap of plain ADF."""

import numpy as np
import pytest
from arch.unitroot import engle_granger
from statsmodels.tools.sm_exceptions import CollinearityWarning
from statsmodels.tsa.stattools import coint

from ml.errors import DoesNotVaryError, InsufficientDataError, NumericError
from ml.pairs.cointegration import LagRule, adf_test, engle_granger_test
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


@pytest.mark.parametrize(("lags", "rule"), [(None, "aic"), (None, "bic"), (0, None), (2, None)])
@pytest.mark.parametrize("seed", range(6))
def test_ordinary_pairs_equal_statsmodels(
    seed: int, lags: int | None, rule: LagRule | None
) -> None:
    rng = np.random.default_rng(seed)
    x = 50.0 + np.cumsum(rng.normal(size=300))
    y = rng.normal() * x + np.cumsum(rng.normal(size=300)) + rng.normal(size=300)
    statistic, p_value, critical = coint(y, x, maxlag=lags, autolag=rule)
    found = engle_granger_test(y, x, lags=lags, rule=rule or "aic")
    assert found.statistic == pytest.approx(statistic, abs=1e-10)
    assert found.p_value == pytest.approx(p_value, abs=1e-10)
    assert list(found.critical_values.values()) == pytest.approx(list(critical), abs=1e-10)


def _near_copies(step: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x = np.cumsum(rng.normal(scale=0.01, size=1_000)) + np.log(100.0)
    return x + np.cumsum(rng.normal(scale=step, size=1_000)), x


def test_near_copies_are_tested_on_their_spread() -> None:
    y, x = _near_copies(3e-6)
    with pytest.warns(CollinearityWarning):
        statistic, p_value, _ = coint(y, x)
    assert (statistic, p_value) == (-np.inf, 0.0)
    found = engle_granger_test(y, x)
    # arch has no such sentinel: it computes the residual's test.
    assert found.statistic == pytest.approx(float(engle_granger(y, x, lags=0).stat), abs=1e-7)
    assert found.p_value == pytest.approx(0.922, abs=1e-3)


def test_near_copies_hold_the_size_of_the_test() -> None:
    hits = 0
    for seed in range(200):
        y, x = _walks(seed)
        hits += engle_granger_test(100.0 + x + 1e-5 * y, 100.0 + x, lags=1).p_value < 0.05
    assert 1 <= hits <= 19


def test_only_a_spread_of_rounding_is_refused() -> None:
    engle_granger_test(*_near_copies(3e-8))
    for step in (1e-17, 0.0):
        y, x = _near_copies(step)
        with pytest.raises(DoesNotVaryError, match="does not vary"):
            engle_granger_test(1.5 * y + 2.0, x)


@pytest.mark.parametrize(
    "series",
    [
        np.arange(100.0),
        3.0 + 0.1 * np.arange(100.0),
        np.log(100.0 * 1.001 ** np.arange(300)),
        np.tile([1.0, 2.0], 50),
        100.0 * (1.0 + 1e-16 * np.tile([0.0, 1.0, 3.0], 40)),
    ],
)
def test_a_series_that_its_past_explains_exactly_has_no_statistic(series: np.ndarray) -> None:
    with pytest.raises(DoesNotVaryError, match="does not vary"):
        adf_test(series)


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
