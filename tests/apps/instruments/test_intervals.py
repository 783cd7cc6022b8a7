"""How far a period reaches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.instruments.errors import BadChoiceError
from apps.instruments.intervals import PERIODS, interval_parse, period_start


@pytest.mark.parametrize(
    ("period", "last", "first"),
    [
        ("1mo", date(2022, 12, 28), date(2022, 11, 28)),
        ("1mo", date(2022, 3, 31), date(2022, 2, 28)),
        ("1mo", date(2024, 3, 31), date(2024, 2, 29)),
        ("3mo", date(2022, 1, 15), date(2021, 10, 15)),
        ("6mo", date(2022, 12, 31), date(2022, 6, 30)),
        ("1y", date(2024, 2, 29), date(2023, 2, 28)),
        ("5y", date(2022, 12, 28), date(2017, 12, 28)),
        ("ytd", date(2022, 12, 28), date(2022, 1, 1)),
        ("5d", date(2022, 3, 2), date(2022, 2, 25)),
        ("max", date(2022, 12, 28), None),
    ],
)
def test_a_period_counts_back_from_the_last_bar(
    period: str, last: date, first: date | None
) -> None:
    assert period_start(period, last) == first


def test_an_unknown_period_names_those_that_exist() -> None:
    with pytest.raises(BadChoiceError, match="1d, 5d, 1mo"):
        period_start("9d", date(2022, 1, 1))


def test_an_unknown_interval_names_those_that_exist() -> None:
    with pytest.raises(BadChoiceError, match="1s, 1m, 5m"):
        interval_parse("2m")


@given(st.dates(date(1980, 1, 1), date(2100, 1, 1)), st.sampled_from(sorted(PERIODS)))
def test_a_period_never_starts_after_its_end(last: date, period: str) -> None:
    first = period_start(period, last)
    assert first is None or first <= last
