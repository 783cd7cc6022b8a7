"""The all-pairs screen against statsmodels, and its rates on null and planted data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import lfilter
from statsmodels.stats.multitest import multipletests
from statsmodels.tsa.adfvalues import mackinnonp
from statsmodels.tsa.stattools import adfuller, coint

from ml.errors import InsufficientDataError, NumericError
from ml.pairs.cointegration import engle_granger_test
from ml.pairs.hedge import ols_hedge
from ml.pairs.one_lag import engle_granger_p_values, unit_root_p_values
from ml.pairs.screen import adjusted_p_values, cointegration_screen, screened_legs
from ml.pairs.spread import half_life


def _walks(seed: int, rows: int = 500, columns: int = 8) -> np.ndarray:
    return np.cumsum(np.random.default_rng(seed).normal(size=(rows, columns)), axis=0) + 100.0


def test_each_pair_equals_statsmodels_in_its_direction() -> None:
    prices = _walks(3, columns=5)
    for pair in cointegration_screen(prices, level=0.0).pairs:
        y, x = prices[:, pair.y], prices[:, pair.x]
        statistic, p_value, _ = coint(y, x, maxlag=1, autolag=None)
        reverse = coint(x, y, maxlag=1, autolag=None)[0]
        assert pair.statistic == pytest.approx(statistic, rel=1e-8)
        assert pair.statistic <= reverse + 1e-9
        assert pair.p_value == pytest.approx(min(1.0, 2 * p_value), rel=1e-8)
        assert pair.p_y_on_x == pytest.approx(p_value, rel=1e-8)
        assert pair.p_x_on_y == pytest.approx(coint(x, y, maxlag=1, autolag=None)[1], rel=1e-8)
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
        any(pair.adjusted_p_value <= 0.10 for pair in cointegration_screen(_walks(seed)).tested)
        for seed in range(100)
    ]
    # Under the null every discovery is false: the rate of universes with one is the FDR.
    assert sum(found) <= 10


def test_planted_pairs_are_found() -> None:
    hits, possible = 0, 0
    for seed in range(20):
        prices = _walks(100 + seed, columns=10)
        rng = np.random.default_rng(seed)
        noise = np.zeros(500)
        for t in range(1, 500):
            noise[t] = 0.8 * noise[t - 1] + rng.normal()
        prices[:, 7] = 0.7 * prices[:, 2] + noise
        found = cointegration_screen(prices)
        best = found.pairs[0]
        hits += {best.y, best.x} == {2, 7} and best.adjusted_p_value <= 0.10
        possible += all(found.legs[column].state == "tested" for column in (2, 7))
    # One walk in twenty passes for stationary, and more with noise about it: that is what the
    # check of the legs costs.
    assert possible >= 14
    assert hits >= possible - 2


@pytest.mark.parametrize("persistence", [0.9, 0.95, 0.97, 0.98, 0.99])
def test_a_slowly_reverting_leg_is_no_discovery_more_often_than_allowed(
    persistence: float,
) -> None:
    false = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        leg = lfilter([1.0], [1.0, -persistence], rng.normal(size=500))
        prices = np.column_stack([leg, np.cumsum(rng.normal(size=500))]) + 100.0
        false += any(pair.adjusted_p_value <= 0.10 for pair in cointegration_screen(prices).tested)
    # At most 10 %: 20 of 200, give or take three standard deviations. Untested legs gave 83 %.
    assert false <= 20 + 13


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


def test_multiples_and_constants_have_no_test() -> None:
    prices = _walks(9, columns=4)
    prices[:, 1] = 2.0 * prices[:, 0]
    prices[:, 2] = 5.0
    prices[:, 3] = 1.0 + 0.25 * np.arange(500.0)
    found = cointegration_screen(prices)
    assert [leg.state for leg in found.legs] == ["tested"] * 2 + ["does_not_vary"] * 2
    assert found.tested == []
    assert {pair.state for pair in found.pairs} == {"does_not_vary"}
    assert all(np.isnan([pair.p_value, pair.beta, pair.z_score]).all() for pair in found.pairs)


def test_near_multiples_have_the_test_of_their_spread() -> None:
    rng = np.random.default_rng(4)
    x = 100.0 * np.exp(np.cumsum(rng.normal(scale=0.01, size=1_000)))
    y = x * np.exp(np.cumsum(rng.normal(scale=3e-6, size=1_000)))
    (pair,) = cointegration_screen(np.log(np.stack([y, x], axis=1))).pairs
    assert pair.state == "tested"
    assert pair.p_value > 0.1
    first, second = (np.log(one) for one in ((y, x) if pair.y == 0 else (x, y)))
    assert pair.p_y_on_x == pytest.approx(
        engle_granger_test(first, second, lags=1).p_value, rel=1e-6
    )


def test_a_pegged_coin_is_stationary_already_and_no_discovery() -> None:
    rng = np.random.default_rng(6)
    prices = _walks(6, columns=6)
    prices[:, 5] = 1.0 + 0.001 * rng.normal(size=500)
    found = cointegration_screen(prices)
    assert found.legs[5].state == "already_stationary"
    assert found.legs[5].p_value < 1e-6
    pegged = [pair for pair in found.pairs if 5 in (pair.y, pair.x)]
    assert {pair.state for pair in pegged} <= {"already_stationary"}
    assert len(found.tested) == len(found.pairs) - len(pegged)
    # The family is that of the tested pairs: the same as without the coin.
    alone = cointegration_screen(prices[:, :5])
    assert [(pair.y, pair.x) for pair in found.tested] == [(p.y, p.x) for p in alone.tested]
    both = zip(found.tested, alone.tested, strict=True)
    assert all(a.adjusted_p_value == pytest.approx(b.adjusted_p_value) for a, b in both)


def test_stationary_legs_add_no_discoveries_to_unrelated_walks() -> None:
    """200 pairs of independent walks, each beside a pegged and a mean-reverting series."""
    false, tested, plain = 0, 0, 0
    for seed in range(200):
        rng = np.random.default_rng(1_000 + seed)
        walks = 100.0 + np.cumsum(rng.normal(size=(500, 2)), axis=0)
        reverting = np.zeros(500)
        for t in range(1, 500):
            reverting[t] = 0.7 * reverting[t - 1] + rng.normal()
        pegged = 1.0 + 0.0005 * rng.normal(size=500)
        prices = np.column_stack([walks, pegged, 50.0 + reverting])
        found = cointegration_screen(prices)
        assert [leg.state for leg in found.legs[2:]] == ["already_stationary"] * 2
        false += sum(pair.adjusted_p_value <= 0.10 for pair in found.tested)
        tested += len(found.tested)
        plain += sum(p < 0.05 for pair in found.tested for p in (pair.p_y_on_x, pair.p_x_on_y))
    # Every one would be false. At 10 %, doubled for two directions, at most 20 of 200 are due,
    # give or take three standard deviations of a binomial (12.7).
    assert 170 <= tested <= 200
    assert false <= 20 + 13
    # The single directions hold their 5 %: mean 20 of 400 that depend on one another in pairs.
    assert plain <= 2 * tested * 0.05 + 20


def test_a_leg_with_its_state_equals_statsmodels() -> None:
    prices = _walks(8, columns=4)
    prices[:, 3] = np.random.default_rng(8).normal(size=500)
    for leg in screened_legs(prices):
        statistic, p_value, *_ = adfuller(
            prices[:, leg.column], regression="c", autolag="AIC", result_object=False
        )
        assert leg.statistic == pytest.approx(statistic, rel=1e-8)
        assert leg.p_value == pytest.approx(p_value, rel=1e-8)


@pytest.mark.parametrize("statistic", [-30.0, -18.83, -6.0, -1.61, -1.60, 0.0, 2.74, 2.75, np.inf])
def test_p_values_of_one_series_equal_statsmodels(statistic: float) -> None:
    expected = mackinnonp(statistic, regression="c", N=1)
    assert unit_root_p_values(np.array([statistic]))[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("statistic", [-30.0, -18.86, -6.0, -2.62, -2.61, 0.0, 0.92, 0.93, np.inf])
def test_p_values_equal_statsmodels(statistic: float) -> None:
    expected = mackinnonp(statistic, regression="c", N=2)
    assert engle_granger_p_values(np.array([statistic]))[0] == pytest.approx(expected, abs=1e-12)
