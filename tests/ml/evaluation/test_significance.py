import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats import t as student_t

from ml.evaluation.tests import (
    cosine_count,
    daily_mean,
    diebold_mariano,
    directional_dependence,
    long_run_variance,
    pesaran_timmermann,
)
from scripts.measure_test_size import PROCESSES, equal_losses


def cosine_t(values):
    """The statistic from its definition, sum by sum."""
    size = values.size
    count = max(4, int(0.4 * size ** (2 / 3)))
    days = np.arange(1, size + 1) - 0.5
    squares = [
        2.0 / size * float(values @ np.cos(np.pi * j * days / size)) ** 2
        for j in range(1, count + 1)
    ]
    return values.mean() / np.sqrt(np.mean(squares) / size), count


@pytest.mark.parametrize("size", [9, 60, 401])
def test_diebold_mariano_is_the_mean_over_its_cosine_error(rng, size):
    values = rng.standard_normal(size) + 0.1
    statistic, count = cosine_t(values)
    found = diebold_mariano(values, horizon=1)
    assert found.statistic == pytest.approx(statistic)
    assert found.p_value == pytest.approx(2.0 * student_t.sf(abs(statistic), count))
    assert found.observations == size


@pytest.mark.parametrize(("size", "count"), [(10, 4), (250, 15), (1250, 46), (2500, 73)])
def test_cosines_grow_with_two_thirds_of_the_power_of_the_days(size, count):
    assert cosine_count(size) == count


def test_long_run_variance_of_independent_values_is_their_variance(rng):
    assert long_run_variance(rng.normal(0.0, 3.0, 200_000), 1_000) == pytest.approx(9.0, rel=0.15)


@pytest.mark.parametrize("horizon", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("days", [60, 250, 1250])
def test_diebold_mariano_rejects_one_in_twenty_equal_forecasts(process, horizon, days):
    """Within three standard errors of 4 to 6 %; of 3 to 7 % with sixty days."""
    series = 1_000
    rng = np.random.default_rng([3, days, horizon, PROCESSES.index(process)])
    losses = equal_losses(process, series, days, horizon, rng)
    share = np.mean([diebold_mariano(row, horizon=horizon).p_value < 0.05 for row in losses])
    slack = 0.01 if days >= 250 else 0.02
    assert abs(share - 0.05) <= slack + 3.0 * np.sqrt(0.05 * 0.95 / series)


def test_diebold_mariano_finds_an_advantage_of_three_standard_errors():
    """At 1,250 days nearly as often as a test that knew the variance: 80 %."""
    rng = np.random.default_rng(5)
    losses = rng.standard_normal((1_000, 1_250)) + 2.8 / np.sqrt(1_250)
    found = np.mean([diebold_mariano(row, horizon=1).p_value < 0.05 for row in losses])
    assert found > 0.74


@pytest.mark.parametrize("values", [np.zeros(50), np.full(50, 0.1), np.array([1.0]), np.zeros(0)])
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
    days = np.arange(300).astype("datetime64[D]")
    one = directional_dependence(said, came, days, horizon=1)
    many = directional_dependence(
        np.repeat(said, 20), np.repeat(came, 20), np.repeat(days, 20), horizon=1
    )
    assert many.statistic == pytest.approx(one.statistic)
    assert many.observations == 300


def test_daily_mean_averages_the_symbols_of_a_day():
    days = np.array(["2020-01-02", "2020-01-01", "2020-01-02"], dtype="datetime64[D]")
    assert daily_mean(np.array([1.0, 5.0, 3.0]), days) == pytest.approx([5.0, 2.0])
