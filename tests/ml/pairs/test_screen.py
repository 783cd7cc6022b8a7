"""The all-pairs screen against statsmodels, and its rates on null and planted data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests
from statsmodels.tsa.adfvalues import mackinnonp
from statsmodels.tsa.stattools import coint

from ml.errors import InsufficientDataError, NumericError
from ml.pairs.hedge import ols_hedge
from ml.pairs.screen import adjusted_p_values, cointegration_screen, engle_granger_p_values
from ml.pairs.spread import half_life


def _walks(seed: int, rows: int = 500, columns: int = 8) -> np.ndarray:
    return np.cumsum(np.random.default_rng(seed).normal(size=(rows, columns)), axis=0) + 100.0


def test_each_pair_equals_statsmodels_in_its_direction() -> None:
    prices = _walks(3, columns=5)
    for pair in cointegration_screen(prices):
        y, x = prices[:, pair.y], prices[:, pair.x]
        statistic, p_value, _ = coint(y, x, maxlag=1, autolag=None)
        reverse = coint(x, y, maxlag=1, autolag=None)[0]
        assert pair.statistic == pytest.approx(statistic, rel=1e-8)
        assert pair.statistic <= reverse + 1e-9
        assert pair.p_value == pytest.approx(min(1.0, 2 * p_value), rel=1e-8)
        hedge = ols_hedge(y, x)
        assert pair.beta == pytest.approx(hedge.beta, rel=1e-9)
        residual = y - hedge.alpha - hedge.beta * x
        assert pair.half_life == pytest.approx(half_life(residual), rel=1e-6, nan_ok=True)
        assert pair.z_score == pytest.approx(residual[-1] / residual.std(ddof=1), rel=1e-9)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_adjustment_equals_statsmodels(p_values: list[float]) -> None:
    expected = multipletests(p_values, method="fdr_bh")[1]
    np.testing.assert_allclose(adjusted_p_values(np.array(p_values)), expected, atol=1e-12)


def test_unrelated_universes_rarely_have_a_discovery() -> None:
    found = [
        any(pair.adjusted_p_value <= 0.10 for pair in cointegration_screen(_walks(seed)))
        for seed in range(100)
    ]
    # Under the null every discovery is false: the rate of universes with one is the FDR.
    assert sum(found) <= 10


def test_planted_pairs_are_found() -> None:
    hits = 0
    for seed in range(20):
        prices = _walks(100 + seed, columns=10)
        rng = np.random.default_rng(seed)
        noise = np.zeros(500)
        for t in range(1, 500):
            noise[t] = 0.8 * noise[t - 1] + rng.normal()
        prices[:, 7] = 0.7 * prices[:, 2] + noise
        best = cointegration_screen(prices)[0]
        hits += {best.y, best.x} == {2, 7} and best.adjusted_p_value <= 0.10
    assert hits >= 16


def test_it_reports_progress_to_the_end() -> None:
    seen: list[float] = []
    cointegration_screen(_walks(1, columns=4), progress=seen.append)
    assert seen == [pytest.approx(1 / 3), pytest.approx(2 / 3), 1.0]


def test_unusable_input_says_why() -> None:
    with pytest.raises(NumericError, match="two series"):
        cointegration_screen(_walks(0, columns=1))
    with pytest.raises(InsufficientDataError):
        cointegration_screen(_walks(0, rows=20))
    holes = _walks(0)
    holes[3, 2] = np.nan
    with pytest.raises(NumericError, match="holes"):
        cointegration_screen(holes)


def test_multiples_and_constants_are_no_discovery() -> None:
    prices = _walks(9, columns=3)
    prices[:, 1] = 2.0 * prices[:, 0]
    prices[:, 2] = 5.0
    assert all(pair.p_value > 0.1 for pair in cointegration_screen(prices))


@pytest.mark.parametrize("statistic", [-30.0, -18.86, -6.0, -2.62, -2.61, 0.0, 0.92, 0.93, np.inf])
def test_p_values_equal_statsmodels(statistic: float) -> None:
    expected = mackinnonp(statistic, regression="c", N=2)
    assert engle_granger_p_values(np.array([statistic]))[0] == pytest.approx(expected, abs=1e-12)
