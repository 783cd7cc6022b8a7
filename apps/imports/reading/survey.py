"""The walk over a whole file for evidence on its numbers and dates, before any line is read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from apps.imports.errors import LineError
from apps.imports.reading.lines import cells_of, is_blank
from apps.imports.reading.records import has_cells, records
from apps.imports.types import Role
from apps.imports.values.date_evidence import DateEvidence
from apps.imports.values.marks import NumberEvidence
from apps.imports.values.moments import clock_text
from apps.imports.values.money_evidence import MoneyEvidence

Columns = Mapping[Role, int]
Watch = Callable[[int], None]
_TIMES: Final[tuple[Role, ...]] = ("time", "date", "clock")
_PRICES: Final[tuple[Role, ...]] = ("open", "high", "low", "close")
_PRICED: Final[tuple[Role, ...]] = (*_PRICES, "price")
# Where nothing is quoted a cell of a comma-separated file holds no comma: few lines are enough.
_PLAIN_LINES: Final = 1_000
_DRESSED: Final = re.compile(r"[^\x00-\x7f]|[A-Za-z]{2}|[A-Za-z]\$|[A-Za-z] \d")


def unwatched(line: int) -> None:
    """Take no notice of how far a walk is."""


@dataclass(slots=True)
class Survey:
    """What was found."""

    numbers: NumberEvidence = field(default_factory=NumberEvidence)
    dates: DateEvidence = field(default_factory=DateEvidence)
    money: MoneyEvidence = field(default_factory=MoneyEvidence)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the lines of a file are cut; `header` is the last line before the first of the body."""

    encoding: str
    delimiter: str
    header: int
    width: int
    columns: Columns
    currency: int | None = None


def survey(
    file: IO[bytes], shape: Shape, *, skip_last: bool = False, watch: Watch = unwatched
) -> Survey:
    """Take evidence from every line.

    Parameters
    ----------
    file : binary file
        At its beginning.
    shape : Shape
        How its lines are cut.
    skip_last : bool
        Whether the last line may be cut off in its middle, where only a beginning was sent.
    watch : callable
        Gets the number of a line now and then; may raise to stop.
    """
    found = Survey()
    walk = _Walk(shape, found)
    last: tuple[int, str] | None = None
    for record in records(file, shape.encoding, has_cells(shape.delimiter, shape.width)):
        if record.line <= shape.header:
            continue
        if record.line % 5_000 == 0:
            watch(record.line)
        if last is not None:
            walk.take(*last)
        try:
            last = record.line, record.text(shape.encoding)
        except LineError:
            last = None
    if last is not None and not skip_last:
        walk.take(*last)
    return found


class _Walk:
    """Brings the cells of lines to the evidence."""

    def __init__(self, shape: Shape, found: Survey) -> None:
        self._shape = shape
        self._found = found
        self._times = {shape.columns[role] for role in _TIMES if role in shape.columns}
        self._prices = {role: shape.columns[role] for role in _PRICES if role in shape.columns}
        self._needed = max([*self._times, *self._prices.values()], default=0)
        self._priced = {shape.columns[role] for role in _PRICED if role in shape.columns}
        self._plain = 0

    def take(self, line: int, text: str) -> None:
        """Take one line; what is no row of the file gives no evidence."""
        delimiter = self._shape.delimiter
        if is_blank(text, delimiter):
            return
        try:
            cells = cells_of(text, delimiter)
        except LineError:
            return
        if len(cells) <= self._needed:
            return
        place = self._shape.currency
        if place is not None and place < len(cells):
            self._found.money.add_code(line, cells[place])
        if self._times:
            self._found.dates.add(time_text(cells, self._shape.columns))
        if delimiter == "," and '"' not in text:
            self._plain += 1
            if self._plain > _PLAIN_LINES:
                self._take_money(line, text, cells)
                return
        self._take_numbers(line, cells)

    def _take_money(self, line: int, text: str, cells: Sequence[str]) -> None:
        """Take the prices alone, of the lines that have signs or words beside numbers."""
        if _DRESSED.search(text):
            for place in self._priced:
                self._found.money.add_price(line, cells[place])

    def _take_numbers(self, line: int, cells: Sequence[str]) -> None:
        numbers, either = self._found.numbers, False
        for place, cell in enumerate(cells):
            if place not in self._times and cell:
                either |= numbers.add(line, cell)
                if place in self._priced:
                    numbers.add_price(line, cell)
                    self._found.money.add_price(line, cell)
        if either or numbers.open:
            numbers.compare({role: cells[place] for role, place in self._prices.items()})


def time_text(cells: Sequence[str], columns: Columns) -> str:
    """Return the cell of the time, or date and time of day joined."""
    if "time" in columns:
        return cells[columns["time"]]
    if "clock" not in columns:
        return cells[columns["date"]] if "date" in columns else ""
    return f"{cells[columns['date']].strip()} {clock_text(cells[columns['clock']])}"
