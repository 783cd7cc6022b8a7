"""Numbers as people and programs write them."""

import re
from math import isfinite
from typing import Final, Literal

from apps.imports.errors import LineError
from apps.imports.values.money_words import money_apart

Mark = Literal[".", ","]
MISSING: Final = frozenset(
    {"", "-", "--", ".", "null", "none", "na", "n/a", "#n/a", "n/d", "nil", "\\n"}
)
# Powers of ten by the letters and words that stand after a number.
_SCALES: Final = {
    "k": 3, "tsd": 3, "tys": 3, "тыс": 3, "m": 6, "mio": 6, "mn": 6, "mln": 6, "млн": 6,
    "b": 9, "bn": 9, "mrd": 9, "mld": 9, "млрд": 9, "t": 12,
}  # fmt: skip
# Thousands are set apart by spaces (plain, no-break, thin, narrow, figure) or apostrophes, too.
SPACED: Final = " \u00a0\u2009\u202f\u2007'\u2019\u02bc"
_SIGNS: Final = str.maketrans({"\u2212": "-"})
_SHAPE: Final = re.compile(
    rf"(?P<sign>[+-]?)(?P<body>[\d.,][\d.,{SPACED}]*(?<![{SPACED}])(?:[e][+-]?\d{{1,4}})?)"
    r"\s*(?P<scale>[^\W\d_]*)\.?",
)


def _pattern(mark: str, other: str, indian: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:\d{{1,3}}(?P<group>[{other}{SPACED}])\d{{3}}(?:(?P=group)\d{{3}})*{indian}|\d+)?"
        rf"(?:{mark}\d*)?(?:e[+-]?\d{{1,4}})?",
    )


_WITH: Final[dict[Mark, re.Pattern[str]]] = {
    ".": _pattern(r"\.", ",", r"|\d{1,2}(?:,\d{2})+,\d{3}"),  # lakhs and crores: 12,34,567
    ",": _pattern(",", ".", ""),
}
_GROUPS: Final = re.compile(rf"[{SPACED}]")
_LONGEST: Final = 64
THREE: Final = 3


def bare_number(text: str) -> tuple[str, str, int] | None:
    """Return sign, digits with their marks, and power of ten of a cell; None for other text."""
    if len(text) > _LONGEST:
        return None
    bare = text.translate(_SIGNS).strip()
    match = _matched(bare)
    if match is None and (apart := money_apart(bare)):
        match = _matched(apart[0])
    if match is None:
        return None
    scale = match["scale"]
    if not match["body"].isascii() and not _GROUPS.sub("", match["body"]).isascii():
        return None
    return match["sign"], match["body"], _SCALES.get(scale, 0)


def _matched(bare: str) -> re.Match[str] | None:
    match = _SHAPE.fullmatch(bare.lower())
    if match is None or not any(mark.isdigit() for mark in match["body"]):
        return None
    return match if not match["scale"] or match["scale"] in _SCALES else None


def is_number(text: str) -> bool:
    """Return whether a cell holds a number with either decimal mark, or a percentage."""
    found = bare_number(text.strip().removesuffix("%"))
    return found is not None and any(form.fullmatch(found[1]) for form in _WITH.values())


def number(text: str, name: str, decimal: Mark = ".") -> float | None:
    """Return a cell's finite number; None where the file says that there is none.

    Raises
    ------
    LineError
        For anything else, infinities and "nan" included.
    """
    if decimal == ".":
        try:
            value = float(text)
        except ValueError:
            return _dressed(text, name, decimal)
        if isfinite(value) and "_" not in text and text.isascii():
            return value
        raise LineError(f"{name} is {text.strip()[:40]!r}, which is not a finite number")
    return _dressed(text, name, decimal)


def _dressed(text: str, name: str, decimal: Mark) -> float | None:
    if text.strip().lower() in MISSING:
        return None
    found = bare_number(text)
    if found is not None and _WITH[decimal].fullmatch(found[1]):
        value = _value(*found, decimal)
        if isfinite(value):
            return value
    point = "a decimal comma" if decimal == "," else "a decimal point"
    raise LineError(f"{name} is {text.strip()[:40]!r}, which is not a number with {point}")


def _value(sign: str, body: str, power: int, decimal: Mark) -> float:
    digits = _GROUPS.sub("", body).replace("," if decimal == "." else ".", "").replace(",", ".")
    mantissa, _, exponent = digits.partition("e")
    # One conversion from decimal: 1.1 * 1e6 would not be 1,100,000.
    return float(f"{sign}{mantissa}e{int(exponent or 0) + power}")
