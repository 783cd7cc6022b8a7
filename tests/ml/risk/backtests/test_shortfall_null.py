import math

import numpy as np
import pytest
from scipy import integrate, stats

from ml.risk.backtests.shortfall_null import shortfall_null


def tail_ratio(degrees, confidence):
    """Expected shortfall over value at risk of a Student t, by numerical integration."""
    quantile = stats.t.ppf(confidence, degrees)
    mean, _ = integrate.quad(lambda x: x * stats.t.pdf(x, degrees), quantile, np.inf)
    return mean / (1.0 - confidence) / quantile


@pytest.mark.parametrize(
    ("degrees", "critical"),
    [(1e4, -0.70), (3, -0.82)],
)
def test_the_published_critical_values_at_975_and_250_days(degrees, critical):
    """Acerbi and Szekely, Risk (December 2014), table of test 2 at 5 %."""
    found = shortfall_null(250, 0.975, tail_ratio(degrees, 0.975))
    assert found.critical_value == pytest.approx(critical, abs=0.015)


def test_the_published_value_at_one_in_ten_thousand():
    """-1.8 for the normal distribution, in the same table; two draws of 20,000 lie below."""
    draws = shortfall_null(250, 0.975, 1.19).draws
    assert np.quantile(draws, 0.0001) == pytest.approx(-1.8, abs=0.15)


def test_the_published_value_does_not_hold_at_99_percent():
    found = shortfall_null(250, 0.99, 0.0)
    assert found.critical_value == pytest.approx(-1.12, abs=0.03)
    assert np.mean(found.draws < -0.70) == pytest.approx(0.128, abs=0.01)


def test_long_histories_are_nearly_normal():
    """Var(Z2) = (E[(L/ES)^2] / q - 1) / n for independent days, by integration for the normal."""
    days, share = 8_000, 0.05
    quantile = stats.norm.ppf(1.0 - share)
    shortfall = stats.norm.pdf(quantile) / share
    square, _ = integrate.quad(lambda x: x * x * stats.norm.pdf(x), quantile, np.inf)
    spread = math.sqrt((square / share / shortfall**2 / share - 1.0) / days)
    found = shortfall_null(days, 1.0 - share, 0.0)
    assert found.draws.std() == pytest.approx(spread, rel=0.03)
    assert found.draws.mean() == pytest.approx(0.0, abs=0.003)


def test_heavier_tails_ask_for_more():
    ratios = (1.19, 1.37, 1.58, 5.0)
    values = [shortfall_null(250, 0.975, ratio).critical_value for ratio in ratios]
    assert values == sorted(values, reverse=True)


def test_p_values_are_between_nothing_and_one():
    found = shortfall_null(250, 0.95, math.nan)
    assert found.p_value(1.0) == 1.0
    assert 0.0 < found.p_value(-50.0) < 1e-3
    assert math.isnan(found.p_value(math.nan))


def test_the_same_question_has_the_same_answer():
    np.testing.assert_array_equal(
        shortfall_null(60, 0.9, 1.3).draws, shortfall_null(60, 0.9, 1.301).draws
    )
