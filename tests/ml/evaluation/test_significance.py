import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from ml.evaluation.tests import (
    daily_mean,
    diebold_mariano,
    directional_dependence,
    long_run_variance,
    newey_west_lags,
    pesaran_timmermann,
)


def autocorrelated(rng, size):
    noise = rng.standard_normal(size)
    return noise[1:] + 0.5 * noise[:-1] + 0.1


@pytest.mark.parametrize("horizon", [1, 5])
def test_diebold_mariano_is_the_hac_t_of_statsmodels_times_the_small_sample_factor(rng, horizon):
    values = autocorrelated(rng, 401)
    size, lags = values.size, newey_west_lags(values.size, horizon)
    fit = sm.OLS(values, np.ones(size)).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False}
    )
    factor = (size + 1 - 2 * horizon + horizon * (horizon - 1) / size) / size
    found = diebold_mariano(values, horizon=horizon)
    assert found.statistic == pytest.approx(float(fit.tvalues[0]) * np.sqrt(factor))
    assert found.observations == size


def test_diebold_mariano_without_autocorrelation_is_the_usual_t(rng):
    values = np.tile([1.0, -1.0, 2.0, -2.0], 100) + 0.05
    assert long_run_variance(values, 0) == pytest.approx(values.var())


def test_diebold_mariano_has_its_nominal_size():
    """5 % of true nulls are rejected, give or take three standard errors."""
    rng = np.random.default_rng(11)
    rejected = [
        diebold_mariano(rng.standard_normal(300), horizon=1).p_value < 0.05 for _ in range(400)
    ]
    assert 0.017 < np.mean(rejected) < 0.085


@pytest.mark.parametrize("values", [np.zeros(50), np.array([1.0]), np.zeros(0)])
def test_diebold_mariano_of_nothing_is_undefined(values):
    assert np.isnan(diebold_mariano(values, horizon=1).statistic)


@given(st.integers(0, 2**31), st.floats(0.1, 100.0))
def test_diebold_mariano_does_not_depend_on_the_unit_of_the_loss(seed, unit):
    values = np.random.default_rng(seed).standard_normal(60)
    one, other = diebold_mariano(values, horizon=2), diebold_mariano(values * unit, horizon=2)
    assert one.statistic == pytest.approx(other.statistic)


def test_pesaran_timmermann_equals_its_formula_worked_by_hand():
    """60 days: 20 up hits, 16 down hits, 14 false ups, 10 false downs (JBES 1992, eq. 6)."""
    said = np.array([True] * 20 + [False] * 16 + [True] * 14 + [False] * 10)
    came = np.array([True] * 20 + [False] * 16 + [False] * 14 + [True] * 10)
    n, px, py = 60, 34 / 60, 30 / 60
    star = px * py + (1 - px) * (1 - py)
    variance = star * (1 - star) / n
    star_variance = (
        (2 * py - 1) ** 2 * px * (1 - px) / n
        + (2 * px - 1) ** 2 * py * (1 - py) / n
        + 4 * px * py * (1 - px) * (1 - py) / n**2
    )
    expected = (36 / 60 - star) / np.sqrt(variance - star_variance)
    found = pesaran_timmermann(said, came)
    assert found.statistic == pytest.approx(expected)
    assert found.p_value == pytest.approx(2.0 * norm.sf(expected))


def test_pesaran_timmermann_of_always_up_is_undefined(rng):
    came = rng.random(50) > 0.5
    assert np.isnan(pesaran_timmermann(np.ones(50, dtype=bool), came).statistic)


def test_pooled_direction_counts_days_and_not_rows(rng):
    """Twenty copies of one symbol say no more than the symbol itself."""
    said, came = rng.random(300) > 0.5, rng.random(300) > 0.5
    days = np.arange(300)
    one = directional_dependence(said, came, days, horizon=1)
    many = directional_dependence(
        np.repeat(said, 20), np.repeat(came, 20), np.repeat(days, 20), horizon=1
    )
    assert many.statistic == pytest.approx(one.statistic)
    assert many.observations == 300


def test_daily_mean_averages_the_symbols_of_a_day():
    days = np.array(["2020-01-02", "2020-01-01", "2020-01-02"], dtype="datetime64[D]")
    assert daily_mean(np.array([1.0, 5.0, 3.0]), days) == pytest.approx([5.0, 2.0])
