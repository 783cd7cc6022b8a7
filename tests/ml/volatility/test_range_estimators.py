import math

import numpy as np
import pytest

from ml.volatility.range_estimators import garman_klass, parkinson, rogers_satchell, yang_zhang


@pytest.fixture(scope="module")
def days() -> tuple[np.ndarray, ...]:
    """3,000 days of 1,000 steps with a daily volatility of 1 % and overnight gaps of 0.5 %."""
    rng = np.random.default_rng(8)
    steps = rng.normal(size=(3_000, 1_000)) * 0.01 / math.sqrt(1_000)
    gaps = rng.normal(size=3_000) * 0.005
    inside = np.cumsum(steps, axis=1)
    starts = np.concatenate(([0.0], np.cumsum(inside[:, -1] + gaps)[:-1])) + gaps
    path = np.column_stack([np.zeros(3_000), inside])
    prices = [starts, starts + path.max(axis=1), starts + path.min(axis=1), starts + path[:, -1]]
    return tuple(np.exp(price) for price in prices)


def test_open_market_estimators_find_the_open_market_variance(days) -> None:
    open_, high, low, close = days
    # A thousand steps miss a little of the range: a few per cent too low.
    assert parkinson(high, low).mean() == pytest.approx(1e-4, rel=0.08)
    assert garman_klass(open_, high, low, close).mean() == pytest.approx(1e-4, rel=0.08)
    assert rogers_satchell(open_, high, low, close).mean() == pytest.approx(1e-4, rel=0.08)


def test_they_are_more_efficient_than_a_squared_return(days) -> None:
    open_, high, low, close = days
    square = (np.log(close / open_) ** 2).var()
    assert square / parkinson(high, low).var() > 4.0  # 4.9 in theory
    assert square / garman_klass(open_, high, low, close).var() > 6.0  # 7.4 in theory


def test_yang_zhang_adds_the_night(days) -> None:
    open_, high, low, close = days
    found = yang_zhang(open_, high, low, close, 21)
    assert np.isnan(found[:21]).all()
    assert np.nanmean(found) == pytest.approx(1e-4 + 0.25e-4, rel=0.06)


def test_formulas_by_hand() -> None:
    open_, high, low, close = (np.array([value]) for value in (100.0, 104.0, 99.0, 102.0))
    hl, co = math.log(104 / 99), math.log(102 / 100)
    assert parkinson(high, low)[0] == pytest.approx(hl**2 / (4 * math.log(2)))
    assert garman_klass(open_, high, low, close)[0] == pytest.approx(
        0.5 * hl**2 - (2 * math.log(2) - 1) * co**2
    )
    assert rogers_satchell(open_, high, low, close)[0] == pytest.approx(
        math.log(104 / 102) * math.log(104 / 100) + math.log(99 / 102) * math.log(99 / 100)
    )


def test_a_drift_leaves_rogers_satchell_alone() -> None:
    rise = np.exp(np.array([0.05]))
    assert rogers_satchell(np.ones(1), rise, np.ones(1), rise)[0] == 0.0
    assert parkinson(rise, np.ones(1))[0] > 0.0


def test_a_day_that_did_not_move_has_no_variance_and_a_gap_has_none_to_speak_of() -> None:
    flat = np.full(3, 50.0)
    assert (garman_klass(flat, flat, flat, flat) == 0.0).all()
    assert np.isnan(parkinson(np.array([np.nan]), np.array([1.0]))).all()
