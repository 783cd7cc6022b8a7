"""The walk over a whole file: every line is spooled or gets its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from apps.imports.errors import FileProblemError, LineError
from apps.imports.notes import Notes
from apps.imports.reading.lines import cells_of, is_blank
from apps.imports.reading.plan import Plan
from apps.imports.reading.records import Record, has_cells, records
from apps.imports.reading.rows import RowReader
from apps.imports.reading.spool import Spool
from apps.imports.types import MAX_ROWS, Layout

_REPORT_EVERY: Final = 5_000
Progress = Callable[[float], None]


@dataclass(slots=True)
class Reading:
    """What came of a file: the order in which the spooled rows are to be stored, and notes.

    Every line of the file is counted once: as taken, rejected, warned about, of the header (with
    all lines before it), blank, or as the continuation of a quoted cell. A warning says of a line
    that it was taken although out of order, or that it holds no bar and is no mistake.
    """

    order: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    rejected: Notes = field(default_factory=Notes)
    warnings: Notes = field(default_factory=Notes)
    disordered: int = 0
    lines: int = 0
    header_lines: int = 0
    blank_lines: int = 0
    continued_lines: int = 0

    @property
    def accepted(self) -> int:
        """Lines that were taken without a warning."""
        return len(self.order) - self.disordered


def read_into(
    spool: Spool, file: IO[bytes], plan: Plan, *, size: int, progress: Progress
) -> Reading:
    """Read a file into a spool.

    Parameters
    ----------
    spool : Spool
        Takes the good rows.
    file : binary file
        At its beginning.
    plan : Plan
        How its lines are read.
    size : int
        Length of the file in bytes, for the progress.
    progress : callable
        Gets the share that is read; may raise to stop.
    """
    reading = Reading()
    rows, layout = RowReader(plan), plan.layout
    for record in records(file, layout.encoding, has_cells(layout.delimiter, len(layout.names))):
        reading.lines = record.line + record.lines - 1
        if record.line % _REPORT_EVERY == 0:
            progress(min(file.tell() / max(size, 1), 1.0))
        if record.line <= layout.header:
            reading.header_lines += record.lines
            continue
        reading.continued_lines += record.lines - 1
        try:
            _take(spool, record, rows, layout, reading)
        except LineError as error:
            reading.rejected.add(record.line, str(error))
        if len(spool) > MAX_ROWS:
            raise FileProblemError(
                f"the file has more than {MAX_ROWS:,} rows. Split it.",
                code="too_many_rows",
                line=record.line,
            )
    _arrange(spool, plan, reading)
    return reading


def _take(spool: Spool, record: Record, rows: RowReader, layout: Layout, reading: Reading) -> None:
    text = record.text(layout.encoding)
    if is_blank(text, layout.delimiter):
        reading.blank_lines += 1
        return
    cells = cells_of(text, layout.delimiter)
    if remark := passed_over(text, cells, layout):
        reading.warnings.add(record.line, remark)
        return
    spool.add(record.line, rows.read(cells))


def passed_over(text: str, cells: Sequence[str], layout: Layout) -> str:
    """Return why a line holds no bar and is no mistake either; empty for all others."""
    if text.startswith("#") and len(cells) < len(layout.names):
        return "a comment; it holds no bar"
    if text[:4].lower() == "sep=":
        return "a spreadsheet's note on its separator; it holds no bar"
    named = [cell.strip().strip("<>#").strip() for cell in cells]
    if layout.header and named == list(layout.names):
        return "the names of the columns again; it holds no bar"
    return ""


def _arrange(spool: Spool, plan: Plan, reading: Reading) -> None:
    """Put rows in order of time; of several of one time the first line stays."""
    times, lines = spool.times, spool.lines
    order = np.argsort(times, kind="stable")
    if not plan.layout.ticks and len(order):
        again = np.concatenate([[False], np.diff(times[order]) == 0])
        firsts = np.maximum.accumulate(np.where(again, 0, np.arange(len(order))))
        for place in np.flatnonzero(again).tolist():
            first = int(lines[order[firsts[place]]])
            reading.rejected.add(
                int(lines[order[place]]), f"the same time as line {first}, which is kept"
            )
        order = order[~again]
    _note_disorder(times, lines, np.sort(order), reading)
    reading.order = order
    reading.rejected.sort()
    reading.warnings.sort()


def _note_disorder(
    times: NDArray[np.int64], lines: NDArray[np.int32], kept: NDArray[np.int64], reading: Reading
) -> None:
    """Warn of lines that go against the file's direction; newest first is a direction too."""
    steps = np.sign(np.diff(times[kept]))
    direction = -1 if (steps < 0).sum() > (steps > 0).sum() else 1
    against = np.flatnonzero(steps == -direction)
    reading.disordered = len(against)
    for place in against.tolist():
        reading.warnings.add(
            int(lines[kept[place + 1]]), "out of order of time; it was put in its place"
        )
