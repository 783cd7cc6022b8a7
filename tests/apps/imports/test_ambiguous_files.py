"""Files whose numbers, columns or times could be taken for something else: refused."""

import pandas as pd
import pytest

from apps.imports.errors import FileProblemError, LineError
from apps.imports.values.moments import parse
from tests.apps.imports.reading import read

CANDLES = """Date,Open,High,Low,Close
2024-01-02,110'16,110'31,110'00,{}
2024-01-03,110'165,110'302,110'005,{}
2024-01-04,110'16,110'31,110'00,{}
"""


@pytest.mark.parametrize("closes", [("110'16", "110'165", "110'24+"), ("110", "110", "110'02")])
def test_prices_in_thirty_seconds_are_no_thousands(closes: tuple[str, str, str]) -> None:
    with pytest.raises(FileProblemError, match="thirty-seconds") as caught:
        read(CANDLES.format(*closes).encode())
    assert caught.value.code == "prices_in_ticks"


def test_what_looks_like_them_beside_the_prices_is_left_alone() -> None:
    text = "Date,Close,Height\n2024-01-02,10.5,5'11\n2024-01-03,11.5,6'02\n2024-01-04,12.5,5'10\n"
    assert read(text.encode()).prices[:, 3].tolist() == [10.5, 11.5, 12.5]


def test_apostrophes_between_thousands_are_read() -> None:
    bars = read(b"Date;Close\n02.01.2024;1'085.5\n03.01.2024;1'090.25\n04.01.2024;12'091.0\n")
    assert bars.prices[:, 3].tolist() == [1085.5, 1090.25, 12091.0]


def test_two_columns_of_one_name_are_not_chosen_between() -> None:
    text = "Date,Close,Volume,close\n2024-01-02,10,5,11\n2024-01-03,12,5,13\n2024-01-04,14,5,15\n"
    with pytest.raises(FileProblemError, match=r"'Close' \(2 and 4\)") as caught:
        read(text.encode())
    assert caught.value.code == "ambiguous_columns"


def test_two_columns_that_say_the_same_are_one() -> None:
    text = "Date,Close,Close\n2024-01-02,10,10\n2024-01-03,12,12\n2024-01-04,14,14\n"
    assert read(text.encode()).prices[:, 3].tolist() == [10.0, 12.0, 14.0]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("2024-01-02 10:00 EST", "names its zone 'EST'"),
        ("02/01/2024 10:00 CET", "names its zone 'CET'"),
        ("2024-01-02 10:00:00 America/New_York", "names its zone 'America/New_York'"),
        ("2024-01-02T10:00:00[Europe/Paris]", "names its zone 'Europe/Paris'"),
        ("\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0662", "digits 0 to 9"),
        ("2024-01-32", "does not exist"),
        ("2024-01-02 25:00", "does not exist"),
        ("2024-01-02 noon", "is not a time"),
    ],
)
def test_the_cause_of_a_time_that_is_not_read_is_the_true_one(text: str, cause: str) -> None:
    with pytest.raises(LineError) as caught:
        parse(text, "dmy")
    assert cause in str(caught.value)
    assert "isoformat" not in str(caught.value)


@pytest.mark.parametrize(
    ("step", "apart"), [("1W", "7"), ("1MS", "31"), ("1QS", r"9[12]\S*"), ("1YS", "365")], ids=str
)
def test_prices_of_weeks_and_longer_are_no_days(step: str, apart: str) -> None:
    days = pd.date_range("2010-01-01", periods=30, freq=step).strftime("%Y-%m-%d")
    lines = "\n".join(f"{day},{100 + place}" for place, day in enumerate(days))
    with pytest.raises(FileProblemError, match=f"{apart} days apart") as caught:
        read(f"Date,Close\n{lines}\n".encode())
    assert caught.value.code == "coarser_than_days"


def test_days_with_holes_are_still_days() -> None:
    days = pd.bdate_range("2010-01-01", periods=60).strftime("%Y-%m-%d")
    sparse = [*days[:5], *days[20:25], *days[50:]]
    lines = "\n".join(f"{day},{100 + place}" for place, day in enumerate(sparse))
    assert len(read(f"Date,Close\n{lines}\n".encode()).prices) == len(sparse)
