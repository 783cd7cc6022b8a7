"""The first lines of a file: what separates their cells, and which of them names the columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import IO, Final

from apps.imports.errors import FileProblemError, LineError
from apps.imports.reading.lines import cells_of, is_blank, noted_separator
from apps.imports.reading.records import has_some_cells, records
from apps.imports.values import moments
from apps.imports.values.names import known_name, names_ticker, names_time
from apps.imports.values.numbers import is_number

SAMPLE: Final = 400
_LOOKED_AT: Final = 2_000  # lines, the bad ones included
# The comma comes last: it may be a decimal comma.
DELIMITERS: Final = ("\t", ";", "|", ",")
_CLEAR: Final = 0.8
_PREAMBLE: Final = 10
_KNOWN: Final = 2
_LEVELS: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A record as text: its first and last line, counted from 1."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The first lines of a file, and the separator that it names itself."""

    lines: tuple[Line, ...]
    separator: str | None


def sample_of(file: IO[bytes], encoding: str) -> Sample:
    """Return the first lines of a file that say something, comments included.

    Raises
    ------
    FileProblemError
        When there are none, or when the first of them cannot be read: it may name the columns, and
        without it they would be guessed by their places.
    """
    found: list[Line] = []
    separator: str | None = None
    for record in islice(records(file, encoding, has_some_cells(DELIMITERS)), _LOOKED_AT):
        try:
            text = record.text(encoding)
        except LineError as error:
            if not found:
                raise FileProblemError(
                    f"{error}. It may be the line that names the columns, so nothing is read "
                    "without it.",
                    code="no_lines",
                    line=record.line,
                ) from error
            continue
        if not found and (noted := noted_separator(text)):
            separator = noted
        elif not is_blank(text):
            found.append(Line(record.line, record.line + record.lines - 1, text))
        if len(found) == SAMPLE:
            break
    if not any(not line.text.startswith("#") for line in found):
        raise FileProblemError(
            "the file is empty. Nothing in the file can be read.", code="no_lines"
        )
    return Sample(tuple(found), separator)


def _widths(lines: Sequence[str], delimiter: str) -> float:
    """Return how regular the lines are when cut so, 0 for a single column."""
    counts: Counter[int] = Counter()
    for text in lines:
        try:
            counts[len(cells_of(text, delimiter))] += 1
        except LineError:
            continue
    if not counts:
        return 0.0
    width, times = counts.most_common(1)[0]
    return times / len(lines) if width > 1 else 0.0


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what separates the cells."""
    noted = [text for text in lines if not text.startswith("#")]
    shares = {mark: _widths(noted, mark) for mark in DELIMITERS}
    clear = next((mark for mark in DELIMITERS if shares[mark] >= _CLEAR), None)
    best = clear or max(DELIMITERS, key=lambda mark: shares[mark])
    if shares[best] == 0.0:
        raise FileProblemError(
            "the lines have a single column. Separate time and prices by comma, semicolon, tab "
            "or |.",
            code="no_columns",
        )
    return best


def header_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which of the first rows names the columns; a title may stand before it.

    A row of words that are not known is a header as well: its columns are asked for, not guessed.
    """
    for place, row in enumerate(rows[:_PREAMBLE]):
        if names_columns(row):
            return place
    cells = [cell for cell in rows[0] if cell.strip()]
    values = sum(moments.is_time(cell) or is_number(cell) for cell in cells)
    return None if 2 * values >= len(cells) and values else 0


def names_columns(row: Sequence[str]) -> bool:
    """Return whether a row holds names of columns that are known here."""
    return sum(known_name(cell) for cell in row) >= _KNOWN


def further_headers(rows: Sequence[Sequence[str]], place: int) -> list[Sequence[str]]:
    """Return the lines below a header that go on naming its columns.

    Tables with several levels of names, as pandas and yfinance write them, have a line for each:
    `Price,Close`, then `Ticker,AAPL`, then `Date,`.

    Raises
    ------
    FileProblemError
        `several_symbols`: the columns are of several instruments.
    """
    found: list[Sequence[str]] = []
    for row in rows[place + 1 : place + 1 + _LEVELS]:
        if list(row) == list(rows[place]) or not _names_level(row):
            break
        symbols = sorted({cell.strip() for cell in row[1:] if cell.strip()})
        if names_ticker(row[0]) and len(symbols) > 1:
            raise FileProblemError(
                f"the columns are of several symbols ({', '.join(symbols)[:80]}). Keep those of "
                "one, or write each symbol to its own file.",
                code="several_symbols",
            )
        found.append(row)
    return found


def _names_level(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell.strip()]
    if not cells or any(moments.is_time(cell) or is_number(cell) for cell in cells):
        return False
    return names_ticker(row[0]) or (names_time(row[0]) and len(cells) == 1)


def named_by(names: tuple[str, ...], further: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of the columns; the index's own stands in the last line of them."""
    index = next((row[0].strip() for row in further if names_time(row[0])), "")
    return (index, *names[1:]) if index else names
