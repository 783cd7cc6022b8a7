"""The walk over a whole file: every line is spooled or gets its reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from apps.market.uploads.errors import FileProblemError, LineError
from apps.market.uploads.lines import cells_of, is_void, raw_lines, text_of
from apps.market.uploads.plan import Plan
from apps.market.uploads.rows import RowReader
from apps.market.uploads.spool import Spool
from apps.market.uploads.types import MAX_ROWS, Notes

_REPORT_EVERY: Final = 5_000
Progress = Callable[[float], None]


@dataclass(slots=True)
class Reading:
    """What came of a file: the order in which the spooled rows are to be stored, and notes."""

    order: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    rejected: Notes = field(default_factory=Notes)
    warnings: Notes = field(default_factory=Notes)


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
    rows = RowReader(plan)
    delimiter, header = plan.layout.delimiter, plan.layout.header
    for line, raw in raw_lines(file):
        if line % _REPORT_EVERY == 0:
            progress(min(file.tell() / max(size, 1), 1.0))
        try:
            text = text_of(raw)
            if line <= header or is_void(text):
                continue
            spool.add(line, rows.read(cells_of(text, delimiter)))
        except LineError as error:
            reading.rejected.add(line, str(error))
        if len(spool) > MAX_ROWS:
            raise FileProblemError(
                f"the file has more than {MAX_ROWS:,} rows. Split it.",
                code="too_many_rows",
                line=line,
            )
    _arrange(spool, plan, reading)
    return reading


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
    _note_disorder(times, lines, reading)
    reading.order = order
    reading.rejected.sort()


def _note_disorder(times: NDArray[np.int64], lines: NDArray[np.int32], reading: Reading) -> None:
    """Warn of lines that go against the file's direction; newest first is a direction too."""
    steps = np.sign(np.diff(times))
    direction = -1 if (steps < 0).sum() > (steps > 0).sum() else 1
    for place in np.flatnonzero(steps == -direction).tolist():
        reading.warnings.add(int(lines[place + 1]), "out of order of time; it was put in its place")
