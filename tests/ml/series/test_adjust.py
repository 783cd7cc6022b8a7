"""Cumulative factors of splits and dividends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ml.series.adjust import adjustment_factors


def factors(times: list[int], ex: list[int], values: list[float]) -> list[float]:
    found: list[float] = adjustment_factors(
        np.array(times, dtype=np.int64), np.array(ex, dtype=np.int64), np.array(values)
    ).tolist()
    return found


def test_a_bar_on_the_ex_date_is_not_adjusted() -> None:
    assert factors([1, 2, 3], [2], [0.5]) == [0.5, 1.0, 1.0]


def test_later_actions_multiply() -> None:
    assert factors([0, 10, 20, 30], [20, 10], [0.9, 0.5]) == [0.45, 0.9, 1.0, 1.0]


def test_two_actions_of_one_day_both_count() -> None:
    assert factors([1, 2], [2, 2], [0.5, 0.9]) == [0.45, 1.0]


def test_without_actions_all_is_one() -> None:
    assert factors([1, 2], [], []) == [1.0, 1.0]


def test_actions_before_the_first_bar_change_nothing() -> None:
    assert factors([5, 6], [1], [0.5]) == [1.0, 1.0]


def test_dividend_factor_keeps_the_total_return() -> None:
    # CRSP's rule: the factor of a dividend d on a close p before is 1 - d/p, so that the adjusted
    # return of the ex-day is (p1 + d)/p - 1 up to second order. Here p = 100, d = 2, p1 = 98.
    adjusted = np.array([100.0, 98.0]) * factors([1, 2], [2], [0.98])
    assert adjusted[1] / adjusted[0] - 1 == pytest.approx(0.0, abs=1e-12)


@given(
    hnp.arrays(np.int64, st.integers(1, 30), elements=st.integers(0, 50)).map(np.sort),
    st.lists(st.tuples(st.integers(0, 50), st.floats(0.1, 2.0)), max_size=6),
)
def test_each_bar_gets_the_product_of_what_comes_later(
    times: np.ndarray, actions: list[tuple[int, float]]
) -> None:
    ex = np.array([a[0] for a in actions], dtype=np.int64)
    values = np.array([a[1] for a in actions])
    expected = [np.prod(values[ex > t]) if len(ex) else 1.0 for t in times]
    np.testing.assert_allclose(adjustment_factors(times, ex, values), expected, rtol=1e-12)
