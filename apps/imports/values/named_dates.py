"""Dates with the name of a month: Nov-02-2023, 2. November 2023, Thu, 2 nov. 2023."""

import re
from datetime import date
from typing import Final

from apps.imports.values.months import is_filler, month_of

# One character a step: a repetition within a repetition takes for ever on a long word.
_SHAPE: Final = re.compile(r"(?:[^\W_]|[\s,./\-])+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")
_SHORT_YEAR: Final = 70  # 69 is 2069, 70 is 1970, as in POSIX
_CENTURY: Final = 100


def named_date(text: str) -> date | None:
    """Return the date of a text that names its month; None for any other text.

    Raises
    ------
    ValueError
        For a day that the month does not have.
    """
    if not _SHAPE.fullmatch(text):
        return None
    words = _WORD.findall(text)
    months = [word for word in words if month_of(word) and not _is_other_day(word, words)]
    if len(months) != 1:
        return None
    if not all(word is months[0] or is_filler(word) for word in words):
        return None
    return _date(text, months[0])


def _is_other_day(word: str, words: list[str]) -> bool:
    """Return whether a word that could be a month is a weekday beside the month: "mar. 3 dic"."""
    return is_filler(word) and any(
        month_of(other) and not is_filler(other) for other in words if other is not word
    )


def _date(text: str, month: str) -> date | None:
    parts = _PARTS.findall(text)
    numbers = [part for part in parts if part.isdigit()]
    if len(numbers) != 2:
        return None
    first, second = numbers
    if len(first) > 2 and len(second) > 2:
        return None
    if len(first) > 2:
        year, day = first, second
    elif parts.index(month) < parts.index(first) or parts.index(month) < len(parts) - 1:
        day, year = first, second
    else:
        return None
    number = month_of(month) or 0
    return date(full_year(int(year)), number, int(day))


def full_year(short: int) -> int:
    """Return the year of two or four digits."""
    if short >= _CENTURY:
        return short
    return 2000 + short if short < _SHORT_YEAR else 1900 + short
