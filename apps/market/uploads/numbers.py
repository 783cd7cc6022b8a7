"""Numbers as people and programs write them."""

import re
from math import isfinite
from typing import Final, Literal

from apps.market.uploads.errors import LineError

MISSING: Final = frozenset(
    {"", "-", "--", ".", "null", "none", "na", "n/a", "#n/a", "n/d", "nil", "\\n"}
)
_SCALES: Final = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_DRESS = re.compile(r"[\s\u00a0\u202f'$€£¥]")
_POINT = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d{1,4})?")
_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d*)?([eE][+-]?\d{1,4})?")


def number(text: str, name: str, decimal: Literal[".", ","] = ".") -> float | None:
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


def _dressed(text: str, name: str, decimal: str) -> float | None:
    bare = _DRESS.sub("", text).lower()
    if bare in MISSING:
        return None
    scale = _SCALES.get(bare[-1], 1.0)
    if scale != 1.0:
        bare = bare[:-1]
    pattern, group = (_POINT, ",") if decimal == "." else (_COMMA, ".")
    if pattern.fullmatch(bare) and bare.isascii() and any(mark.isdigit() for mark in bare):
        value = float(bare.replace(group, "").replace(",", ".")) * scale
        if isfinite(value):
            return value
    raise LineError(f"{name} is {text.strip()[:40]!r}, which is not a number")
