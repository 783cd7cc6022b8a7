"""A proposal of how a file is to be read: its columns from the first lines, the rest from all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Final

import numpy as np

from apps.imports.errors import FileProblemError, LineError
from apps.imports.reading.choice import Choice
from apps.imports.reading.encoding import detect
from apps.imports.reading.lines import cells_of
from apps.imports.reading.sampling import (
    Line,
    Sample,
    delimiter_of,
    further_headers,
    header_place,
    named_by,
    names_columns,
    sample_of,
)
from apps.imports.reading.survey import Shape, Survey, Watch, survey, time_text, unwatched
from apps.imports.types import FILE_SECONDS, DateOrder, FileInterval, Layout, LineNote, Role
from apps.imports.values import moments
from apps.imports.values.money_evidence import currency_place
from apps.imports.values.names import bare_roles, comma_language, plain_name, roles_of

_CLEAR: Final = 0.8
_DAY_S: Final = 86_400
_COARSE_DAYS: Final = 5
_FEW_DAYS: Final = 10
_NOTHING: Final = Choice()
Columns = Mapping[Role, int]
Row = tuple[Line, list[str]]


@dataclass(frozen=True, slots=True)
class _Table:
    """The sample cut into cells."""

    delimiter: str
    header: int
    names: tuple[str, ...]
    columns: Columns
    body: list[Row]


def sniff(
    file: IO[bytes],
    choice: Choice = _NOTHING,
    *,
    beginning: bool = False,
    watch: Watch = unwatched,
) -> tuple[Layout, list[list[str]]]:
    """Return how a file should be read, and its first rows.

    Parameters
    ----------
    file : binary file
        At its beginning; it is walked over once, and left at its end.
    choice : Choice
        What a person said; it goes before all evidence.
    beginning : bool
        Whether the file may be a beginning only, cut off within its last line.
    watch : callable
        Gets the number of a line now and then; may raise to stop.
    """
    encoding = detect(file)
    file.seek(0)
    table = _table(sample_of(file, encoding), choice)
    file.seek(0)
    shape = Shape(
        encoding, table.delimiter, table.header, len(table.names), table.columns,
        currency=currency_place(table.names) if table.header else None,
    )  # fmt: skip
    found = survey(file, shape, skip_last=beginning, watch=watch)
    return _layout(shape, table, found, choice), [row for _, row in table.body]


def _table(sample: Sample, choice: Choice) -> _Table:
    texts = [line.text for line in sample.lines]
    delimiter = choice.delimiter or sample.separator or delimiter_of(texts)
    rows = _cut(sample.lines, delimiter)
    place = _header(rows, choice)
    header = place is not None
    names = _names(rows[place or 0][1], header=header)
    if place is not None:
        further = further_headers([row for _, row in rows], place)
        names = named_by(names, further)
        place += len(further)
    body = rows if place is None else rows[place + 1 :]
    body = [row for row in body if not row[0].text.startswith("#")]
    if not body:
        raise FileProblemError(
            "it names its columns and then ends: there is no line of prices.", code="no_lines"
        )
    cells = [row for _, row in body]
    columns = choice.places(names) if choice.columns else _columns(names, cells, header=header)
    return _Table(delimiter, 0 if place is None else rows[place][0].last, names, columns, body)


def _header(rows: Sequence[Row], choice: Choice) -> int | None:
    if choice.header is not None:
        return 0 if choice.header else None
    return header_place([row for _, row in rows])


def _cut(lines: Sequence[Line], delimiter: str) -> list[Row]:
    """Return the lines that can be cut into cells; of comments those alone that name columns."""
    rows: list[Row] = []
    for line in lines:
        try:
            cells = cells_of(line.text, delimiter)
        except LineError as error:
            if not rows:
                raise FileProblemError(
                    f"{error}. It may be the line that names the columns.",
                    code="no_columns",
                    line=line.first,
                ) from error
            continue
        if not line.text.startswith("#") or names_columns(cells):
            rows.append((line, cells))
    return rows


def _layout(shape: Shape, table: _Table, found: Survey, choice: Choice) -> Layout:
    if quoted := found.numbers.thirty_seconds:
        raise FileProblemError(
            f"{quoted.reason!r} is written in thirty-seconds, as bonds are quoted. Convert the "
            "prices to decimal numbers first: read as thousands they would be wrong.",
            code="prices_in_ticks",
            line=quoted.line,
        )
    language = comma_language(table.names)
    order = choice.date_order or found.dates.decide(day_first=language)
    decimal = choice.decimal or found.numbers.decide(shape.delimiter, comma_language=language)
    times = _times(table.body, shape.columns)
    stated, unread = _read(times, order)
    _require_daily(stated)
    either = next(iter(found.numbers.open.values()), None) if decimal is None else None
    return Layout(
        encoding=shape.encoding,
        delimiter=shape.delimiter,
        decimal=decimal,
        header=shape.header,
        names=table.names,
        columns=shape.columns,
        date_order=order,
        day_only=_day_only(times, stated),
        zoned=bool(times) and all(moments.has_zone(text) for _, text in times),
        interval=_interval(stated),
        two_ways=either,
        unread=unread,
        times=len(stated),
        date_orders=() if order else found.dates.choices(),
        money=found.money.notes(),
    )


def _names(row: Sequence[str], *, header: bool) -> tuple[str, ...]:
    stated = [cell.strip().strip("<>#").strip() if header else "" for cell in row]
    return tuple(name or f"column {place}" for place, name in enumerate(stated, 1))


def _columns(names: Sequence[str], body: Sequence[Sequence[str]], *, header: bool) -> Columns:
    if not header:
        return bare_roles(len(names))
    columns = roles_of(names)
    _require_one_each(columns, names, body)
    if "time" in columns or "date" in columns:
        return columns
    # An index without a name, or with the name of something else: the column that holds times.
    free = set(range(len(names))) - {columns.get(role, -1) for role in ("open", "high", "low")}
    for place in sorted(free):
        cells = [row[place] for row in body if len(row) > place]
        if cells and sum(moments.is_time(cell) for cell in cells) >= _CLEAR * len(cells):
            rest = {role: at for role, at in columns.items() if at != place}
            return {"time": place, **rest}
    return columns


def _require_one_each(
    columns: Columns, names: Sequence[str], body: Sequence[Sequence[str]]
) -> None:
    """Refuse a column that has a namesake with other values: which one is meant is not guessed."""
    for place in columns.values():
        alike = [
            at for at, name in enumerate(names) if plain_name(name) == plain_name(names[place])
        ]
        values = {tuple(row[at] for row in body if len(row) > max(alike)) for at in alike}
        if len(values) > 1:
            places = " and ".join(str(at + 1) for at in alike)
            raise FileProblemError(
                f"several columns are called {names[place][:40]!r} ({places}), with different "
                "values. Rename those that are not meant.",
                code="ambiguous_columns",
            )


def _times(rows: Sequence[Row], columns: Columns) -> list[tuple[int, str]]:
    """Return the times of the sample with their lines."""
    if not ("time" in columns or {"date", "clock"} <= columns.keys()):
        return []
    widest = max(columns.values())
    return [(line.first, time_text(row, columns)) for line, row in rows if len(row) > widest]


def _read(
    times: Sequence[tuple[int, str]], order: DateOrder | None
) -> tuple[list[datetime], LineNote | None]:
    """Return the times that can be read, and the first that cannot."""
    stated, unread = [], None
    for line, text in times:
        try:
            stated.append(moments.parse(text, order))
        except LineError as error:
            unread = unread or LineNote(line, str(error))
    return stated, unread


def _require_daily(stated: Sequence[datetime]) -> None:
    """Refuse weeks, months and years: as days, their volatility would be annualised too high."""
    days = sorted({one.date().toordinal() for one in stated})
    if len(days) < _FEW_DAYS:
        return
    step = float(np.median(np.diff(days)))
    if step >= _COARSE_DAYS:
        raise FileProblemError(
            f"most lines are {step:g} days apart: these are prices of weeks or longer, and returns "
            "are counted by the day here. Send daily or finer prices.",
            code="coarser_than_days",
        )


def _interval(stated: Sequence[datetime]) -> FileInterval | None:
    """Return the longest interval that the usual step between two lines is made of."""
    seconds = np.unique([int((one.replace(tzinfo=UTC) - _FIRST).total_seconds()) for one in stated])
    if len(seconds) < 2:
        return None
    steps, counts = np.unique(np.diff(seconds), return_counts=True)
    step = int(steps[np.argmax(counts)])
    if step >= _DAY_S - 3_600:  # a day on which clocks change has 23 hours
        return "1d"
    fitting = [name for name, size in FILE_SECONDS.items() if step % size == 0]
    return fitting[-1] if fitting else "1s"


_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _day_only(times: Sequence[tuple[int, str]], stated: Sequence[datetime]) -> bool:
    """Return whether no time of day is given, or midnight for all of several days."""
    if any((one.hour, one.minute, one.second) != (0, 0, 0) for one in stated):
        return False
    if any(moments.is_count(text.strip()) for _, text in times):
        return False
    days = {one.date() for one in stated}
    return bool(days) and (len(days) > 1 or not any(":" in text for _, text in times))
