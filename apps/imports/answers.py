"""Files of bars, what came of them and what is kept of them, as they go out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from typing_extensions import Doc

from apps.imports.types import DateOrder, FileInterval, LineNote


@dataclass(frozen=True, kw_only=True)
class UploadResult:
    """What came of a file.

    Every line is counted once: accepted + rejected_total + warnings_total + header_lines +
    blank_lines + continued_lines = lines.
    """

    symbol: str
    interval: FileInterval
    accepted: Annotated[int, Doc("Lines that were taken without a warning.")]
    rejected: Annotated[tuple[LineNote, ...], Doc("The first 1,000.")]
    rejected_total: int
    warnings: Annotated[
        tuple[LineNote, ...],
        Doc(
            "Lines that were taken although out of order, and lines that hold no bar and are no "
            "mistake: comments, the names of the columns again. The first 1,000."
        ),
    ]
    warnings_total: int
    header_lines: Annotated[int, Doc("The line that names the columns, with all lines before it.")]
    blank_lines: Annotated[int, Doc("Empty, or separators alone.")]
    continued_lines: Annotated[
        int, Doc("Second and further lines of quoted cells that hold line ends.")
    ]
    lines: Annotated[int, Doc("Of the file.")]
    taken: Annotated[int, Doc("Lines whose bar or trade was taken, those with a warning included.")]
    first: datetime
    last: datetime
    dry_run: bool
    created: Annotated[bool, Doc("Whether the symbol is new.")] = False
    added: Annotated[int, Doc("Bars that were not there before.")] = 0
    replaced: Annotated[int, Doc("Bars that took the place of others.")] = 0


@dataclass(frozen=True, kw_only=True)
class UploadPreview:
    """How a file would be read."""

    encoding: Annotated[str, Doc("As Python names it.")]
    delimiter: str
    decimal: Annotated[Literal[".", ","] | None, Doc("Null while the numbers leave it open.")]
    header_line: Annotated[int, Doc("0 without one.")]
    columns: tuple[str, ...]
    mapping: Annotated[Mapping[str, int], Doc("Place of the column of each role found.")]
    rows: tuple[tuple[str, ...], ...]
    date_order: DateOrder | None
    date_orders: Annotated[tuple[DateOrder, ...], Doc("To choose from where date_order is null.")]
    two_ways: Annotated[
        LineNote | None, Doc("The first number that can be read in two ways, as written.")
    ]
    unread: Annotated[LineNote | None, Doc("Why no time can be read; null when some can.")]
    day_only: Annotated[bool, Doc("Whether the file has no times of day.")]
    zoned: Annotated[bool, Doc("Whether each time has its own zone.")]
    interval: FileInterval | None
    ticks: Annotated[bool, Doc("Whether the lines are trades.")]
    needs: Annotated[
        tuple[str, ...],
        Doc(
            "What must be said before an upload: time, close, decimal, date_order, "
            "readable_times (another column for the time), interval, timezone, currency."
        ),
    ]
    currency_question: Annotated[
        LineNote | None,
        Doc("Why it has to be said what the prices are in; null when it need not."),
    ]


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """An instrument of one's own."""

    symbol: str
    name: str
    source: str
    finest_interval: FileInterval | None
    bars: Annotated[int, Doc("Of its finest interval.")]
    first_bar: date | None
    last_bar: date | None
    currency: str
