"""Whether a text on a screen shows a value: its sign, its scale and each digit that it has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

MINUS: Final = "\N{MINUS SIGN}"
_MARKS: Final = {
    "%": 1e2, "pp": 1e2, "bp": 1e4, "K": 1e-3, "M": 1e-6, "B": 1e-9, "T": 1e-12, "": 1.0,
}  # fmt: skip
"""By the mark behind a number: what a value is multiplied with to become the number shown."""
_SHARES: Final = ("%", "pp", "bp")
_FRACTIONS: Final = ("fraction", "points")
_NUMBER: Final = re.compile(
    r"(?P<less><)?\s?"
    # A sign stands before the currency; a hyphen within a word or between numbers is none.
    r"(?P<sign>(?<![\w.)%])[-+\u2212])?"
    r"(?:[A-Z]{0,3}[$\u00a2\u00a3\u00a5\u20a0-\u20bf]|(?<![A-Za-z])[A-Z]{3}\s)?"
    r"(?P<whole>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<parts>\d+))?)"
    r"(?:e(?P<power>[-+\u2212]?\d+))?"
    r"(?P<mark>\s?(?:%|pp\b|bp\b)|[KMBT]\b)?"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One number of a text: its amount with its sign, the worth of its last digit, its mark."""

    amount: float
    digit: float
    mark: str
    less: bool


def printed(text: str) -> Iterator[Printed]:
    """Yield each number of a text."""
    for found in _NUMBER.finditer(text):
        power = 10.0 ** int((found["power"] or "0").replace(MINUS, "-"))
        sign = -1.0 if found["sign"] in {"-", MINUS} else 1.0
        yield Printed(
            amount=sign * float(found["whole"].replace(",", "")) * power,
            digit=power * 10.0 ** -len(found["parts"] or ""),
            mark=(found["mark"] or "").strip(),
            less=found["less"] is not None,
        )


def says(text: str, value: Any, unit: str) -> bool:
    """Decide whether a text shows a value of a unit, to the digits that it shows.

    A fraction is shown as per cent, percentage points or basis points and nothing else is, so a
    factor of 100 between the text and the value is a difference, as a changed sign is.
    """
    if value is None:
        return not re.search(r"\d", text) or "\N{EN DASH}" in text
    if isinstance(value, str):
        return value in text or _same_numbers(text, value)
    return any(_is(one, float(value), unit) for one in printed(text))


def _is(one: Printed, value: float, unit: str) -> bool:
    if (one.mark in _SHARES) != (unit in _FRACTIONS):
        return False
    shown = value * _MARKS[one.mark]
    if one.less:
        return 0.0 <= shown < one.amount
    # Half of the last digit, and what binary fractions and rounding half up or even add to it.
    return abs(shown - one.amount) <= 0.5001 * one.digit + 1e-12 * abs(shown)


def _same_numbers(text: str, sentence: str) -> bool:
    """Decide whether a text shows numbers of a sentence, all of them as the sentence has them."""
    known = {(one.amount, one.mark) for one in printed(sentence)}
    shown = {(one.amount, one.mark) for one in printed(text)}
    return bool(shown) and shown <= known
