"""A split never counts twice: not on the way from a provider, nor on the way to a screen."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from apps.core.currencies import unit_parse
from apps.instruments.types import Bars
from apps.providers.shared.actions import (
    merged,
    raw_dividends,
    raw_of_split_adjusted,
    share_factors,
)
from apps.providers.shared.base import ProviderAction
from apps.providers.shared.columns import Row, columns, midnight_us
from ml.series.adjust import adjustment_factors

FIRST = date(2024, 1, 1)
RATIOS = st.sampled_from([2.0, 3.0, 4.0, 7.0, 1.5, 0.1, 0.05, 20.0])


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def bars_of(closes: NDArray[np.float64]) -> Bars:
    return columns(
        (
            Row(midnight_us(day(number)), close, close * 1.01, close * 0.99, close, 1_000.0)
            for number, close in enumerate(closes.tolist())
        ),
        unit_parse("USD"),
    )


def adjusted(bars: Bars, actions: tuple[ProviderAction, ...]) -> NDArray[np.float64]:
    """Closes as the store adjusts them on read: 1 / ratio for all bars before the split."""
    splits = [one for one in actions if one.kind == "split"]
    ex = np.array([midnight_us(one.ex_date) for one in splits], dtype=np.int64)
    factors = np.array([1 / one.value for one in splits], dtype=np.float64)
    return bars.close * adjustment_factors(bars.timestamps, ex, factors)


@st.composite
def histories(
    draw: st.DrawFn,
) -> tuple[NDArray[np.float64], tuple[ProviderAction, ...]]:
    """A value without jumps, in today's shares, with splits inside and around its dates."""
    count = draw(st.integers(1, 40))
    returns = draw(
        st.lists(st.floats(-0.03, 0.03, allow_nan=False), min_size=count, max_size=count)
    )
    value = 100.0 * np.exp(np.cumsum(returns))
    places = draw(st.lists(st.integers(-3, count + 3), max_size=4, unique=True))
    actions = tuple(ProviderAction(day(place), "split", draw(RATIOS)) for place in sorted(places))
    return value, actions


@given(histories())
def test_raw_and_adjusted_are_each_others_way_back(
    history: tuple[NDArray[np.float64], tuple[ProviderAction, ...]],
) -> None:
    value, actions = history
    raw = raw_of_split_adjusted(bars_of(value), actions)
    again = adjusted(raw, actions)
    np.testing.assert_allclose(again, value, rtol=1e-12)
    # No split leaves a step behind, once or twice its size: the value has none over 6 %.
    assert np.all(np.abs(np.diff(np.log(again))) < 0.07)
    # What was traded is worth the same: price times volume.
    np.testing.assert_allclose(raw.close * raw.volume, value * 1_000.0, rtol=1e-12)


@given(histories())
def test_a_split_that_is_reported_again_changes_nothing(
    history: tuple[NDArray[np.float64], tuple[ProviderAction, ...]],
) -> None:
    value, actions = history
    once = merged(actions)
    assert once == merged(once)
    # From the first bar's view the splits after it have multiplied its shares, once each.
    shares = share_factors(bars_of(value).timestamps, once)
    want = np.prod([one.value for one in once if one.ex_date > day(0)])
    assert shares[0] == pytest.approx(want)


def test_the_bar_of_the_day_itself_is_new_shares_already() -> None:
    raw = raw_of_split_adjusted(
        bars_of(np.array([50.0, 50.0, 50.0])), (ProviderAction(day(1), "split", 2.0),)
    )
    assert raw.close.tolist() == [100.0, 50.0, 50.0]
    assert raw.volume.tolist() == [500.0, 1_000.0, 1_000.0]


def test_cash_is_of_its_own_day() -> None:
    actions = merged(
        [
            ProviderAction(day(9), "split", 2.0),
            ProviderAction(day(1), "dividend", 0.25),
            ProviderAction(day(9), "dividend", 0.25),
            ProviderAction(day(20), "dividend", 0.25),
        ]
    )
    # Before the split a share was two of today's; on its day and later it is one.
    assert [one.value for one in raw_dividends(actions) if one.kind == "dividend"] == [
        0.5, 0.25, 0.25,
    ]  # fmt: skip


def test_a_row_that_a_provider_repeats_is_one_event() -> None:
    reported = [ProviderAction(day(1), "split", 4.0), ProviderAction(day(2), "dividend", 0.82)]
    special = ProviderAction(day(2), "dividend", 3.0)
    assert merged([*reported, *reported]) == tuple(reported)
    first, second = merged([*reported, special, *reported])
    assert first == reported[0]
    assert replace(second, value=3.82) == ProviderAction(day(2), "dividend", 3.82)
    assert second.value == pytest.approx(3.82)


def test_one_action_of_a_kind_a_day() -> None:
    assert merged(
        [
            ProviderAction(day(2), "dividend", 0.1),
            ProviderAction(day(2), "dividend", 1.0),
            ProviderAction(day(1), "split", 2.0),
            ProviderAction(day(1), "split", 3.0),
            ProviderAction(day(3), "split", 1.0),
            ProviderAction(day(4), "dividend", 0.0),
            ProviderAction(day(5), "dividend", float("nan")),
        ]
    ) == (ProviderAction(day(1), "split", 6.0), ProviderAction(day(2), "dividend", 1.1))
