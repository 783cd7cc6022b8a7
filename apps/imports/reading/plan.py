"""What is decided about a file before its lines are read one by one."""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from apps.imports.errors import FileProblemError
from apps.imports.types import FILE_SECONDS, FileInterval, Layout
from apps.imports.values.moments import zone_of

TICKS_INTERVAL: Final[FileInterval] = "1m"


@dataclass(frozen=True, slots=True)
class Plan:
    """How every line is read; `now_us` bounds what can have happened yet."""

    layout: Layout
    interval: FileInterval
    zone: ZoneInfo | None
    now_us: int

    @property
    def daily(self) -> bool:
        """Whether each line is a day."""
        return self.interval == "1d" and not self.layout.ticks

    @property
    def seconds(self) -> int:
        """Length of a bar."""
        return FILE_SECONDS[self.interval]


def missing_roles(layout: Layout) -> list[str]:
    """Return the columns that are needed and were not found."""
    columns = layout.columns
    timed = "time" in columns or {"date", "clock"} <= columns.keys()
    priced = "close" in columns or {"price", "quantity"} <= columns.keys()
    return [name for name, there in (("time", timed), ("close", priced)) if not there]


def check_certain(layout: Layout) -> None:
    """Refuse a file whose dates or numbers can be read in two ways, or whose times cannot be read.

    Raises
    ------
    FileProblemError
        Naming the line, and the member of `mapping` that decides it.
    """
    if layout.date_order is None:
        raise FileProblemError(
            f"{_date_question(layout)} Say `date_order` ({', '.join(layout.date_orders)}) in "
            "`mapping`.",
            code="ambiguous_dates",
            field="mapping",
        )
    if layout.decimal is None:
        raise _number_question(layout)
    if layout.unread is not None and not layout.times:
        raise FileProblemError(
            f"{layout.unread.reason}, and no other time of the first lines can be read either. "
            "Write times as 2024-01-31 or 2024-01-31 09:30, or say in `mapping` which column holds "
            "them.",
            code="unreadable_times",
            line=layout.unread.line,
            field="mapping",
        )


def _date_question(layout: Layout) -> str:
    if "unix_days" in layout.date_orders:
        return "the dates are numbers of days, counted since 1900 as in Excel or since 1970."
    return "the dates can be read as day/month or month/day."


def _number_question(layout: Layout) -> FileProblemError:
    if layout.two_ways is None:
        what, line = "the numbers contradict each other", 1
    else:
        text, line = layout.two_ways.reason, layout.two_ways.line
        what = f"{text!r} can be read with a decimal mark or with thousands set apart"
    return FileProblemError(
        f"{what}, and no line of the file proves either. Say `decimal` (. or ,) in `mapping`.",
        code="ambiguous_numbers",
        line=line,
        field="mapping",
    )


def plan_make(layout: Layout, *, interval: FileInterval | None, timezone: str, now_us: int) -> Plan:
    """Decide interval and zone, or say what is still needed.

    Raises
    ------
    FileProblemError
        With the field of the form that would help.
    """
    if missing := missing_roles(layout):
        raise FileProblemError(
            f"no column for {' and '.join(missing)} among: {', '.join(layout.names)[:200]}. "
            "Say which column is which in `mapping`.",
            code="columns_missing",
            field="mapping",
        )
    check_certain(layout)
    chosen = _interval(layout, interval)
    zone = zone_of(timezone) if timezone else None
    daily = chosen == "1d" and not layout.ticks
    if zone is None and not daily and not layout.zoned:
        raise FileProblemError(
            "the times have no zone. Say in `timezone` whose clock they are from, for example "
            "America/New_York or UTC.",
            code="timezone_needed",
            field="timezone",
        )
    return Plan(layout, chosen, zone, now_us)


def _interval(layout: Layout, asked: FileInterval | None) -> FileInterval:
    if layout.day_only and asked not in {None, "1d"}:
        raise FileProblemError(
            f"the lines have dates but no time of day, so they are no bars of {asked}. Leave "
            "the interval out or choose 1d.",
            code="no_time_of_day",
            field="interval",
        )
    found = asked or (TICKS_INTERVAL if layout.ticks else layout.interval)
    if layout.day_only:
        found = "1d"
    if found is None:
        raise FileProblemError(
            f"{_few(layout)}. Say the interval in `interval`.",
            code="interval_needed",
            field="interval",
            line=layout.unread.line if layout.unread else 1,
        )
    return found


def _few(layout: Layout) -> str:
    if layout.unread is None:
        return "the interval cannot be detected from one moment alone"
    return (
        "the interval cannot be detected from one moment alone: of the first lines no other time "
        f"can be read, and here {layout.unread.reason}"
    )
