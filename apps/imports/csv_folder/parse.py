"""Files of bars and actions into our types; a line that is none refuses the whole file."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Final, get_args

from apps.core.currencies import Unit
from apps.imports.csv_folder.errors import bad_file, bad_line
from apps.imports.csv_folder.folder import Found, opened
from apps.imports.csv_folder.table import TableRow, table_rows
from apps.imports.errors import FileProblemError, LineError, NoPriceError
from apps.imports.reading.lines import cells_of, is_blank
from apps.imports.reading.plan import Plan, check_certain, missing_roles
from apps.imports.reading.reading import passed_over
from apps.imports.reading.records import has_cells, records
from apps.imports.reading.rows import RowReader
from apps.imports.reading.sniff import sniff
from apps.imports.types import MAX_ROWS, Layout
from apps.imports.values.numbers import number
from apps.instruments.types import MICROSECOND, ActionKind, Bars
from apps.providers.shared.actions import merged
from apps.providers.shared.base import ProviderAction
from apps.providers.shared.columns import Row, columns

_KINDS: Final[tuple[ActionKind, ...]] = get_args(ActionKind)
_COLUMNS: Final = ("date", "kind", "value")
_BEGINNING: Final = 80
_FIXES: Final = {
    "ambiguous_dates": "Write dates as 2024-01-31; other providers are asked meanwhile.",
    "ambiguous_numbers": "Write numbers with a decimal point and commas between the columns; other "
    "providers are asked meanwhile.",
}


def bars_of(found: Found, unit: Unit, moment: datetime) -> Bars:
    """Read daily bars; a line without a close is no bar.

    Raises
    ------
    ProviderAnswerError
        Naming the file, the line and the reason.
    """
    with opened(found) as file:
        try:
            layout, _ = sniff(file)
        except FileProblemError as error:
            reason = f"{str(error.detail).rstrip('.')}. It begins with {_beginning(file)!r}"
            raise bad_file(found.label, reason) from error
        plan = _plan(found, layout, moment)
        file.seek(0)
        return columns(_rows(found, file, plan), unit)


def actions_of(found: Found, unit: Unit) -> tuple[ProviderAction, ...]:
    """Read splits (new shares for one old) and dividends (cash for one share of that day).

    Raises
    ------
    ProviderAnswerError
        Naming the file, the line and the reason; two lines of one day and kind are a mistake.
    """
    read: dict[tuple[date, str], ProviderAction] = {}
    for row in table_rows(found, _COLUMNS):
        action = _action(found, row, unit)
        if (action.ex_date, action.kind) in read:
            raise bad_line(
                found.label,
                row.line,
                f"a second {action.kind} of {action.ex_date}; write what they make together",
            )
        read[action.ex_date, action.kind] = action
    return merged(read.values())


def _beginning(file: IO[bytes]) -> str:
    file.seek(0)
    return " ".join(file.read(_BEGINNING).decode("utf-8", "replace").split())


def _plan(found: Found, layout: Layout, moment: datetime) -> Plan:
    if missing := missing_roles(layout):
        raise bad_file(found.label, f"no column for {' and '.join(missing)} among: "
                       f"{', '.join(layout.names)[:200]}")  # fmt: skip
    _check_certain(found, layout)
    if layout.ticks or (not layout.day_only and layout.interval not in {None, "1d"}):
        what = "trades" if layout.ticks else f"bars of {layout.interval}"
        raise bad_file(
            found.label,
            f"it holds {what}, and bars of a day are needed",
            fix="Bring other files under Your data; other providers are asked meanwhile.",
        )
    return Plan(layout, "1d", None, int(moment.timestamp() * MICROSECOND))


def _check_certain(found: Found, layout: Layout) -> None:
    try:
        check_certain(layout)
    except FileProblemError as error:
        reason, _, _ = str(error.detail).partition(" Say `")
        fix = _FIXES.get(error.code)
        raise bad_file(found.label, reason, **({"fix": fix} if fix else {})) from error


def _rows(found: Found, file: IO[bytes], plan: Plan) -> Iterator[Row]:
    reader, seen = RowReader(plan), dict[int, int]()
    layout = plan.layout
    for record in records(file, layout.encoding, has_cells(layout.delimiter, len(layout.names))):
        line = record.line
        if line <= layout.header:
            continue
        try:
            text = record.text(layout.encoding)
            if is_blank(text, layout.delimiter):
                continue
            cells = cells_of(text, layout.delimiter)
            if passed_over(text, cells, layout):
                continue
            stamp, prices = reader.read(cells)
        except NoPriceError:
            continue
        except LineError as error:
            raise bad_line(found.label, line, str(error)) from error
        if stamp in seen:
            raise bad_line(found.label, line, f"the same day as line {seen[stamp]}")
        seen[stamp] = line
        if len(seen) > MAX_ROWS:
            raise bad_file(found.label, f"it has more than {MAX_ROWS:,} rows")
        yield Row(stamp, *prices)


def _action(found: Found, row: TableRow, unit: Unit) -> ProviderAction:
    try:
        day = date.fromisoformat(row.cells.get("date", ""))
    except ValueError as error:
        text = row.cells.get("date", "")[:40]
        raise bad_line(found.label, row.line, f"{text!r} is no date such as 2024-01-31") from error
    kind_text = row.cells.get("kind", "").lower()
    kind = next((one for one in _KINDS if one == kind_text), None)
    if kind is None:
        raise bad_line(found.label, row.line, f"kind is {kind_text[:40]!r}; split or dividend")
    try:
        value = number(row.cells.get("value", ""), "value")
    except LineError as error:
        raise bad_line(found.label, row.line, str(error)) from error
    if value is None or value <= 0.0:
        raise bad_line(found.label, row.line, "value must be above 0")
    return ProviderAction(day, kind, value if kind == "split" else unit.main(value))
