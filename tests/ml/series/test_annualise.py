import math

import pytest

from ml.series.annualise import (
    annualise_growth,
    annualise_volatility,
    days_per_year,
    periods_per_year,
)


def test_sessions_and_round_the_clock_markets_have_their_own_factor() -> None:
    assert days_per_year(always_open=False) == 252
    assert days_per_year(always_open=True) == 365


@pytest.mark.parametrize(
    ("interval", "always_open", "periods"),
    [
        ("1d", False, 252),
        ("1d", True, 365),
        ("1m", False, 98_280),
        ("1m", True, 525_600),
        ("1h", False, 1_638),
        ("1wk", True, 52),
        ("1mo", False, 12),
    ],
)
def test_periods_of_an_interval(interval, always_open, periods) -> None:
    assert periods_per_year(interval, always_open=always_open) == periods


def test_volatility_scales_with_the_root_of_the_number_of_periods() -> None:
    assert annualise_volatility(0.01, 252) == pytest.approx(0.01 * math.sqrt(252), rel=1e-15)


def test_growth_compounds() -> None:
    assert annualise_growth(1.1, 126, 252) == pytest.approx(0.21, rel=1e-12)
    assert annualise_growth(1.0, 10, 252) == 0.0
    assert annualise_growth(0.0, 10, 252) == -1.0


def test_growth_without_observations_or_with_debt_is_not_a_number() -> None:
    assert math.isnan(annualise_growth(1.0, 0, 252))
    assert math.isnan(annualise_growth(-0.1, 10, 252))
    assert math.isnan(annualise_growth(math.nan, 10, 252))
