"""A proposal of how a file is to be read, from its first lines alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import IO, Final, Literal

import numpy as np

from apps.market.uploads import moments
from apps.market.uploads.choice import Choice
from apps.market.uploads.errors import FileProblemError, LineError
from apps.market.uploads.lines import cells_of, is_void, raw_lines, text_of
from apps.market.uploads.names import bare_roles, known_name, roles_of
from apps.market.uploads.numbers import number
from apps.market.uploads.types import FILE_SECONDS, DateOrder, FileInterval, Layout, Role

SAMPLE: Final = 400
_LOOKED_AT: Final = 2_000  # lines, the bad ones included
# The comma comes last: it may be a decimal comma.
_DELIMITERS: Final = ("\t", ";", "|", ",")
_CLEAR: Final = 0.8
_DAY_S: Final = 86_400
_PREAMBLE: Final = 10
_NOTHING: Final = Choice()
Columns = Mapping[Role, int]


def sample_lines(file: IO[bytes]) -> list[tuple[int, str]]:
    """Return the first lines of a file that hold something readable, with their numbers."""
    found: list[tuple[int, str]] = []
    problem: tuple[int, str] | None = None
    for line, raw in islice(raw_lines(file), _LOOKED_AT):
        try:
            text = text_of(raw)
        except LineError as error:
            problem = problem or (line, str(error))
            continue
        if not is_void(text):
            found.append((line, text))
        if len(found) == SAMPLE:
            break
    if found:
        return found
    line, reason = problem or (1, "the file is empty")
    raise FileProblemError(
        f"{reason}. Nothing in the file can be read.", code="no_lines", line=line
    )


def _widths(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """Return how regular the lines are when cut so, and how wide."""
    counts: Counter[int] = Counter()
    for text in lines:
        try:
            counts[len(cells_of(text, delimiter))] += 1
        except LineError:
            continue
    if not counts:
        return 0.0, 0
    width, times = counts.most_common(1)[0]
    return (times / len(lines), width) if width > 1 else (0.0, width)


def delimiter_of(lines: Sequence[str]) -> str:
    """Return what separates the cells."""
    shares = {mark: _widths(lines, mark)[0] for mark in _DELIMITERS}
    clear = next((mark for mark in _DELIMITERS if shares[mark] >= _CLEAR), None)
    best = clear or max(_DELIMITERS, key=lambda mark: shares[mark])
    if shares[best] == 0.0:
        raise FileProblemError(
            "the lines have a single column. Separate time and prices by comma, semicolon, tab "
            "or |.",
            code="no_columns",
        )
    return best


def _decimal(rows: Sequence[Sequence[str]], delimiter: str) -> Literal[".", ","]:
    cells = [cell for row in rows for cell in row[1:]]
    if delimiter == "," and not any("," in cell for cell in cells):
        return "."
    points = sum("." in cell and "," not in cell for cell in cells)
    commas = sum(_decimal_comma(cell) for cell in cells)
    return "," if commas > points else "."


def _decimal_comma(cell: str) -> bool:
    """Return whether a comma in a cell can only be a decimal one: 1,5 or 1.234,56."""
    head, comma, tail = cell.strip().rpartition(",")
    return bool(comma) and "," not in head and tail.isdigit() and (len(tail) != 3 or "." in head)


def _readable(cell: str) -> bool:
    """Return whether a cell holds a time or a number."""
    try:
        moments.parse(cell, "ymd")
    except LineError:
        pass
    else:
        return True
    try:
        return number(cell, "cell", "," if _decimal_comma(cell) else ".") is not None
    except LineError:
        return False


def _header_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which of the first rows names the columns; a title may stand before it."""
    for place, row in enumerate(rows[:_PREAMBLE]):
        if sum(known_name(cell) for cell in row) >= 2:
            return place
    return None if any(_readable(cell) for cell in rows[0]) else 0


def _names(row: Sequence[str], *, header: bool) -> tuple[str, ...]:
    told = [cell.strip().strip("<>") if header else "" for cell in row]
    return tuple(name or f"column {place}" for place, name in enumerate(told, 1))


def _columns(names: Sequence[str], body: Sequence[Sequence[str]], *, header: bool) -> Columns:
    if not header:
        return bare_roles(len(names))
    columns = roles_of(names)
    if "time" in columns or "date" in columns:
        return columns
    # An index without a name, or with the name of something else: the column that holds times.
    free = set(range(len(names))) - {columns.get(role, -1) for role in ("open", "high", "low")}
    for place in sorted(free):
        cells = [row[place] for row in body if len(row) > place]
        if cells and sum(_is_time(cell) for cell in cells) >= _CLEAR * len(cells):
            rest = {role: at for role, at in columns.items() if at != place}
            return {"time": place, **rest}
    return columns


def _is_time(cell: str) -> bool:
    try:
        moments.parse(cell, "ymd")
    except LineError:
        return False
    return True


def time_text(cells: Sequence[str], columns: Columns) -> str:
    """Return the cell of the time, or date and time of day joined."""
    if "time" in columns:
        return cells[columns["time"]]
    return f"{cells[columns['date']].strip()} {moments.clock_text(cells[columns['clock']])}"


def _times(rows: Sequence[Sequence[str]], columns: Columns) -> list[str]:
    if not ("time" in columns or {"date", "clock"} <= columns.keys()):
        return []
    widest = max(columns.values())
    return [time_text(row, columns) for row in rows if len(row) > widest]


def _interval(texts: Sequence[str], order: DateOrder | None) -> FileInterval | None:
    """Return the longest interval that the usual step between two lines is made of."""
    told = []
    for text in texts:
        try:
            told.append(moments.parse(text, order).replace(tzinfo=None))
        except LineError:
            continue
    seconds = np.unique([int((moment - _FIRST).total_seconds()) for moment in told])
    if len(seconds) < 2:
        return None
    steps, counts = np.unique(np.diff(seconds), return_counts=True)
    step = int(steps[np.argmax(counts)])
    if step >= _DAY_S - 3_600:  # a day on which clocks change has 23 hours
        return "1d"
    fitting = [name for name, size in FILE_SECONDS.items() if step % size == 0]
    return fitting[-1] if fitting else "1s"


_FIRST: Final = moments.parse("1970-01-01", None)


def sniff(file: IO[bytes], choice: Choice = _NOTHING) -> tuple[Layout, list[list[str]]]:
    """Return how a file should be read, and its first rows; `choice` is what a person said."""
    sample = sample_lines(file)
    delimiter = choice.delimiter or delimiter_of([text for _, text in sample])
    lines, rows = _cut(sample, delimiter)
    place = _header_place(rows) if choice.header is None else 0 if choice.header else None
    header = place is not None
    names = _names(rows[place or 0], header=header)
    body = rows if place is None else rows[place + 1 :]
    if not body:
        raise FileProblemError(
            "it names its columns and then ends: there is no line of prices.", code="no_lines"
        )
    columns = choice.places(names) if choice.columns else _columns(names, body, header=header)
    texts = _times(body, columns)
    order = choice.date_order or moments.date_order(texts)
    layout = Layout(
        delimiter=delimiter,
        decimal=choice.decimal or _decimal(body or rows, delimiter),
        header=0 if place is None else lines[place],
        names=names,
        columns=columns,
        date_order=order,
        day_only=_day_only(texts, order),
        zoned=bool(texts) and all(moments.tells_zone(text) for text in texts),
        interval=_interval(texts, order),
    )
    return layout, body


def _cut(sample: Sequence[tuple[int, str]], delimiter: str) -> tuple[list[int], list[list[str]]]:
    """Return the lines that can be cut into cells, and their cells."""
    lines, rows = [], []
    for line, text in sample:
        try:
            rows.append(cells_of(text, delimiter))
        except LineError:
            continue
        lines.append(line)
    if not rows:
        raise FileProblemError("the quotes of no line match.", code="no_columns")
    return lines, rows


def _day_only(texts: Sequence[str], order: DateOrder | None) -> bool:
    """Return whether no time of day is told, or midnight for all of several days."""
    days = set()
    for text in texts:
        try:
            told = moments.parse(text, order)
        except LineError:
            continue
        if moments.is_count(text.strip()) or (told.hour, told.minute, told.second) != (0, 0, 0):
            return False
        days.add(told.date())
    return bool(days) and (len(days) > 1 or not any(":" in text for text in texts))
