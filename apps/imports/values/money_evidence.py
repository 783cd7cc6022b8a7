"""What a file says of the money of its prices: signs beside numbers, a column of codes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from apps.core.currencies import Unit, UnknownCurrencyError, unit_parse
from apps.imports.errors import FileProblemError
from apps.imports.types import LineNote
from apps.imports.values.money_words import codes_of, money_apart
from apps.imports.values.names import plain_name

_FIRST_CHOICE: Final = {"£": "GBP"}
_NAMES: Final = frozenset({
    "currency", "currencycode", "ccy", "curr", "wahrung", "devise", "moneda", "divisa", "valuta",
    "moeda", "waluta", "валюта", "parabirimi",
})  # fmt: skip
_MOST: Final = 20
_PLAIN: Final = re.compile(r"[\d.,eE+\- ]*")


def currency_place(names: Sequence[str]) -> int | None:
    """Return the column that names the currency of each line."""
    return next((at for at, name in enumerate(names) if plain_name(name) in _NAMES), None)


@dataclass(slots=True)
class MoneyEvidence:
    """Each sign and code of a file with the first line that has it."""

    found: dict[str, int] = field(default_factory=dict)

    def add_price(self, line: int, cell: str) -> None:
        """Take the cell of a price; a dollar sign, which twenty currencies have, says nothing."""
        if not _PLAIN.fullmatch(cell) and (apart := money_apart(cell)) and apart[1] != "$":
            self.add_code(line, apart[1])

    def add_code(self, line: int, cell: str) -> None:
        """Take the cell of the column that names the currency."""
        if (text := cell.strip()) and (text in self.found or len(self.found) < _MOST):
            self.found.setdefault(text, line)

    def notes(self) -> tuple[LineNote, ...]:
        """Return what was found, in the order of the lines."""
        return tuple(LineNote(line, text) for text, line in self.found.items())


def unit_from_evidence(stated: Sequence[LineNote], usual: Unit) -> Unit:
    """Return the unit that a file states.

    Parameters
    ----------
    stated : sequence of LineNote
        Signs and codes, each with its first line.
    usual : Unit
        What holds where the file leaves it open.

    Raises
    ------
    FileProblemError
        `several_currencies`: two of them contradict each other; `currency_needed`: one is of
        several currencies, or of none that is known.
    """
    if not stated:
        return usual
    first = stated[0]
    left = _units(first)
    for note in stated[1:]:
        units = _units(note)
        left = [unit for unit in left if unit in units]
        if not left:
            raise _several(first, note)
    if usual in left:
        return usual
    chosen = _chosen(left, first)
    if chosen is None:
        raise _needed(first, f"may be {' or '.join(unit.currency for unit in left)}")
    return chosen


def _chosen(units: Sequence[Unit], note: LineNote) -> Unit | None:
    likely = [unit for unit in units if unit.currency == _FIRST_CHOICE.get(note.reason)]
    return units[0] if len(units) == 1 else next(iter(likely), None)


def _units(note: LineNote) -> list[Unit]:
    if codes := codes_of(note.reason):
        return [Unit(code, 1.0) for code in codes]
    try:
        return [unit_parse(note.reason)]
    except UnknownCurrencyError as error:
        raise _needed(note, "is no currency that is known here") from error


def _several(one: LineNote, other: LineNote) -> FileProblemError:
    return FileProblemError(
        f"the prices are in {other.reason[:20]!r} here and in {one.reason[:20]!r} on line "
        f"{one.line}: one series has one currency. Send the lines of one currency alone, or say "
        "in `currency` what all of them are in.",
        code="several_currencies",
        line=other.line,
        field="currency",
    )


def _needed(note: LineNote, why: str) -> FileProblemError:
    return FileProblemError(
        f"{note.reason[:20]!r} {why}. Say in `currency` what the prices are in.",
        code="currency_needed",
        line=note.line,
        field="currency",
    )
