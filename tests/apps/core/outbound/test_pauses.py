"""`Retry-After`: seconds or a date, never more than an hour, whatever is sent."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from apps.core.clock import now
from apps.core.outbound.pauses import LONGEST_S, retry_after_s


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 30 ", 30.0),
        ("3601", LONGEST_S),
        ("9" * 6_000, LONGEST_S),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_S),
        ("Fri, 31 Dec 9999 23:59:59 -1100", LONGEST_S),
    ],
)
def test_what_is_asked_for_is_kept_within_an_hour(header: str, seconds: float) -> None:
    assert retry_after_s(header) == seconds


def test_a_date_is_read_as_the_seconds_until_it() -> None:
    date = format_datetime(now() + timedelta(seconds=90), usegmt=True)
    assert retry_after_s(date) == pytest.approx(90.0, abs=5.0)


@pytest.mark.parametrize(
    "header", [None, "", "soon", "-5", "1.5", "1e9", "²", "٣", "NaN", "Fri, 99 Xyz 2026", ","]
)
def test_what_says_nothing_is_nothing(header: str | None) -> None:
    assert retry_after_s(header) is None
