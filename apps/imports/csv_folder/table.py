"""Small tables with named columns: the list of instruments, and the actions of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apps.imports.csv_folder.errors import bad_file, bad_line
from apps.imports.csv_folder.folder import Found, opened
from apps.imports.errors import FileProblemError, LineError
from apps.imports.reading.encoding import detect
from apps.imports.reading.lines import cells_of, is_blank, noted_separator
from apps.imports.reading.records import Record, has_some_cells, records
from apps.imports.reading.sampling import DELIMITERS, delimiter_of


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line by the names of its columns; what the line has not is empty."""

    line: int
    cells: Mapping[str, str]


def table_rows(found: Found, needed: Sequence[str]) -> Iterator[TableRow]:
    """Yield the lines of a table.

    Raises
    ------
    ProviderAnswerError
        Naming the line that cannot be read, or the column that is missing.
    """
    lines = _lines(found)
    if not lines:
        raise bad_file(found.label, f"it is empty; its first line names {', '.join(needed)}")
    try:
        delimiter = delimiter_of([text for _, text in lines])
    except FileProblemError as error:
        raise bad_file(found.label, str(error.detail)) from error
    names: list[str] = []
    for line, text in lines:
        try:
            cells = [cell.strip() for cell in cells_of(text, delimiter)]
        except LineError as error:
            raise bad_line(found.label, line, str(error)) from error
        if names:
            blank = [""] * (len(names) - len(cells))
            yield TableRow(line, dict(zip(names, cells + blank, strict=False)))
            continue
        names = [cell.lower() for cell in cells]
        for name in needed:
            if name not in names:
                raise bad_line(found.label, line, f"there is no column {name}")


def _lines(found: Found) -> list[tuple[int, str]]:
    kept: list[tuple[int, str]] = []
    with opened(found) as file:
        try:
            encoding = detect(file)
            file.seek(0)
            for record in records(file, encoding, has_some_cells(DELIMITERS)):
                text = _text(found, record, encoding)
                if not (is_blank(text) or text.startswith("#") or noted_separator(text)):
                    kept.append((record.line, text))
        except FileProblemError as error:
            raise bad_file(found.label, str(error.detail)) from error
    return kept


def _text(found: Found, record: Record, encoding: str) -> str:
    try:
        return record.text(encoding)
    except LineError as error:
        raise bad_line(found.label, record.line, str(error)) from error
