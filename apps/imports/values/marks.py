"""Evidence of a whole file on its decimal mark; what stays open is asked, never guessed.

`1,085` is a thousand and eighty-five or one and a bit: by itself it proves nothing. `1,5`, `0,085`,
`1.234,56` and `1,234,567` each prove one reading.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from apps.imports.errors import LineError
from apps.imports.types import LineNote
from apps.imports.values.numbers import SPACED, THREE, Mark, bare_number, number

_OTHER: Final[dict[Mark, Mark]] = {".": ",", ",": "."}
_GROUPED: Final = {
    ",": re.compile(r"\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}"),
    ".": re.compile(r"\d{1,3}(\.\d{3})+"),
}
_SPACES: Final = re.compile(rf"[{SPACED}]")
_SPACED_GROUPS: Final = re.compile(rf"\d{{1,3}}([{SPACED}])\d{{3}}(\1\d{{3}})*")
# 110'16 and 110'16+ are 110 and 16 (and a half) thirty-seconds: thousands have three digits.
_THIRTY_SECONDS: Final = re.compile(r"\d{1,3}['\u2019\u02bc]\d{2}\+?")
_CONSISTENT_LINES: Final = 3
_MOST_LINES: Final = 50_000
_JUMP: Final = 50.0


@dataclass(slots=True)
class NumberEvidence:
    """What the cells of a file say about its numbers."""

    proofs: Counter[Mark] = field(default_factory=Counter)
    open: dict[Mark, LineNote] = field(default_factory=dict)
    spaced: bool = False
    thirty_seconds: LineNote | None = None
    failures: dict[Mark, int] = field(default_factory=lambda: {".": 0, ",": 0})
    _compared: int = 0
    _closes: dict[Mark, float] = field(default_factory=dict)

    def add_price(self, line: int, cell: str) -> None:
        """Take the cell of a price: elsewhere 5'11 is a height, and nothing is wrong with it."""
        if self.thirty_seconds is None and _THIRTY_SECONDS.fullmatch(cell.strip()):
            self.thirty_seconds = LineNote(line, cell.strip())

    def add(self, line: int, cell: str) -> bool:
        """Take a cell; return whether it can be read in two ways."""
        found = bare_number(cell.strip().removesuffix("%"))
        if found is None:
            return False
        _, body, _ = found
        digits, _, exponent = body.partition("e")
        spaced = bool(_SPACES.search(digits))
        if "." not in digits and "," not in digits:
            self.spaced |= spaced and _SPACED_GROUPS.fullmatch(digits) is not None
            return False
        mark, proven = _reading(digits, spaced=spaced, exponent=bool(exponent))
        if mark is None:
            return False
        if proven:
            self.proofs[mark] += 1
            self.spaced |= spaced
            return False
        self.open.setdefault(mark, LineNote(line, cell.strip()[:40]))
        return True

    def compare(self, cells: dict[str, str]) -> None:
        """Judge both readings of a line's prices by their order and the step from the last line."""
        if self._compared >= _MOST_LINES:
            return
        self._compared += 1
        fails = {mark: self._fails(cells, mark) for mark in _OTHER}
        if fails["."] != fails[","]:
            self.failures["." if fails["."] else ","] += 1

    def _fails(self, cells: dict[str, str], mark: Mark) -> bool:
        try:
            prices = {role: number(text, role, mark) for role, text in cells.items()}
        except LineError:
            return False  # counted as a proof, not here
        known = [price for price in prices.values() if price]
        close, last = prices.get("close"), self._closes.get(mark)
        if close:
            self._closes[mark] = close
        if not known:
            return False
        low, high = prices.get("low"), prices.get("high")
        if (low and low > min(known)) or (high and high < max(known)):
            return True
        return bool(close and last and not 1.0 / _JUMP < abs(close / last) < _JUMP)

    def decide(self, delimiter: str, *, comma_language: bool) -> Mark | None:
        """Return the decimal mark; None when the file leaves it open.

        Parameters
        ----------
        delimiter : str
            What separates the cells.
        comma_language : bool
            Whether the file's words are of a language that never groups thousands by a comma.
        """
        if self.proofs["."] and self.proofs[","]:
            # Two writers in one file: the cells that prove nothing could be of either.
            points = self.proofs["."] >= self.proofs[","]
            return None if self.open else "." if points else ","
        proven: Mark | None = next((mark for mark in _OTHER if self.proofs[mark]), None)
        if proven:
            return proven
        if len(self.open) != 1:
            return None if self.open else "."
        mark = next(iter(self.open))
        if self.spaced or (mark == "," and comma_language):
            return mark
        # What writes decimal commas does not separate by commas.
        if mark == "." and delimiter == ",":
            return "."
        return self._consistent()

    def _consistent(self) -> Mark | None:
        for mark, other in _OTHER.items():
            if self.failures[other] >= _CONSISTENT_LINES and not self.failures[mark]:
                return mark
        return None


def _reading(digits: str, *, spaced: bool, exponent: bool) -> tuple[Mark | None, bool]:
    """Return the decimal mark that a number speaks for, and whether it proves it."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        mark: Mark = "." if digits.rfind(".") > digits.rfind(",") else ","
        head = digits.rpartition(mark)[0]
        other = _OTHER[mark]
        return (mark, True) if _GROUPED[other].fullmatch(head) else (None, False)
    mark = "." if points else ","
    if points + commas > 1:
        return (_OTHER[mark], True) if _GROUPED[mark].fullmatch(digits) else (None, False)
    head, _, tail = digits.partition(mark)
    if spaced:
        return (mark, True) if _SPACED_GROUPS.fullmatch(head) and tail.isdigit() else (None, False)
    grouped = len(tail) == THREE and 1 <= len(head) <= THREE and head[0] != "0"
    return mark, exponent or not grouped
