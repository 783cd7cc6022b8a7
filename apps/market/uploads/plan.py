"""What is settled about a file before its lines are walked over."""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from apps.market.uploads.errors import FileProblemError
from apps.market.uploads.moments import zone_of
from apps.market.uploads.types import FILE_SECONDS, FileInterval, Layout

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


def plan_make(layout: Layout, *, interval: FileInterval | None, timezone: str, now_us: int) -> Plan:
    """Settle interval and zone, or say what is still needed.

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
    if layout.date_order is None:
        raise FileProblemError(
            "the dates can be read as day/month or month/day. Say `date_order` (dmy or mdy) in "
            "`mapping`.",
            code="ambiguous_dates",
            field="mapping",
        )
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
            "the interval cannot be told from so few lines. Say it in `interval`.",
            code="interval_needed",
            field="interval",
        )
    return found
