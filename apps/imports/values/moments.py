"""Times as people and programs write them, read without guessing.

A time without a zone is a clock on some wall: it is a moment only once its zone is known. Where
clocks are put back an hour comes twice, where they are put forward one never comes; such lines
are refused with their reason, never moved.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apps.imports.errors import FileProblemError, LineError
from apps.imports.types import DateOrder
from apps.imports.values.named_dates import full_year, named_date
from apps.imports.values.serials import counts_days, serial_moment

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)
_YEARS: Final = range(1900, 2200)
# The size of a count since 1970 shows its unit: these are all the year 5138.
_UNITS: Final = ((1e11, 1_000_000), (1e14, 1_000), (1e17, 1))
_COUNT: Final = re.compile(r"-?\d{9,20}(\.\d+)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2}):?(\d{2}):?(\d{2})?)?")
_CLOCK: Final = r"(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?\s*([AaPp]\.?[Mm]\.?)?)"
_ZONE: Final = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_PARTS: Final = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})" + _CLOCK + "?" + _ZONE)
_NAMED: Final = re.compile(rf"(.*?)(?:{_CLOCK}{_ZONE})?")
_DAY_END: Final = re.compile(rf"(.*\d[ T,]+)24(:00(?::00(?:[.,]0+)?)?{_ZONE})", re.IGNORECASE)
_WEEK: Final = re.compile(r"\d{4}-?W\d{2}-?[1-7]")
_LONGEST: Final = 64
_ROUNDED: Final = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_ZONE_NAME: Final = re.compile(r"\d\s*\[?([A-Za-z]{3,5}|[A-Za-z]+/[A-Za-z_/]+)\]?$")
_ZONE_END: Final = re.compile(r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})$", re.IGNORECASE)


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise FileProblemError(
            f"there is no time zone {name[:40]!r}. Use a name such as America/New_York or UTC.",
            code="unknown_timezone",
            field="timezone",
        ) from error


def is_count(text: str) -> bool:
    """Return whether a cell counts seconds, milli-, micro- or nanoseconds since 1970."""
    return _COUNT.fullmatch(text) is not None and not _is_day(text)


def _is_day(text: str) -> bool:
    return len(text) in {8, 14} and text.isdigit() and "19" <= text[:2] <= "21"


def _count(text: str) -> datetime:
    value = float(text)
    for limit, scale in _UNITS:
        if abs(value) < limit:
            whole, _, part = text.partition(".")
            exact = int(whole) * scale
            return _EPOCH + timedelta(microseconds=exact + round(float(f"0.{part or 0}") * scale))
    return _EPOCH + timedelta(microseconds=int(text.partition(".")[0]) // 1_000)


def parse(text: str, order: DateOrder | None) -> datetime:
    """Return what a cell says: with its zone when it has one, else without.

    Raises
    ------
    LineError
        When it cannot be a time.
    """
    bare = text.strip()
    if match := _DAY_END.fullmatch(bare):
        # ISO 8601: 24:00 is the end of its day, the same moment as 00:00 of the next.
        return parse(f"{match[1]}00{match[2]}", order) + _DAY
    try:
        found = _parse(bare, order)
    except (ValueError, OverflowError) as error:
        raise LineError(_no_such_time(bare, str(error))) from error
    if found is None:
        raise LineError(_no_time(bare))
    if found.year not in _YEARS:
        raise LineError(f"{bare[:40]!r} lies before 1900 or far in the future")
    return found


def _no_such_time(bare: str, cause: str) -> str:
    # The standard library's words for a form that it does not know, not for a date out of range.
    if cause.startswith("Invalid isoformat"):
        return _no_time(bare)
    return f"the time {bare[:40]!r} does not exist ({cause})"


def _no_time(bare: str) -> str:
    if not bare:
        return "there is no time"
    if not bare.strip("#"):
        return f"{bare[:40]!r} hides the time: widen the spreadsheet's column and export it again"
    if _ROUNDED.fullmatch(bare):
        return f"{bare[:40]!r} is a time that a spreadsheet rounded: the exact number is lost"
    if any(letter.isdigit() and not letter.isascii() for letter in bare):
        return f"{bare[:40]!r} is not written with the digits 0 to 9"
    if ":" in bare and (match := _ZONE_NAME.search(bare)):
        return (
            f"{bare[:40]!r} names its zone {match[1]!r}. Write the offset from UTC, such as "
            "-05:00, or leave it out and say the zone in `timezone`"
        )
    return f"{bare[:40]!r} is not a time"


def _parse(bare: str, order: DateOrder | None) -> datetime | None:
    if order is not None and counts_days(order):
        return serial_moment(bare, order)
    if len(bare) >= 10 and bare[4:5] == "-" and bare[7:8] == "-" and bare[:4].isdigit():
        return datetime.fromisoformat(_iso(bare))
    if is_count(bare):
        return _count(bare)
    if match := _PARTS.fullmatch(bare):
        first, second, third, *rest = match.groups()
        return _joined(_ordered(int(first), int(second), int(third), order), rest)
    return _rarer(bare)


def _rarer(bare: str) -> datetime | None:
    if len(bare) > _LONGEST:
        return None
    if match := _COMPACT.fullmatch(bare):
        digits, clock = match.groups()[:3], match.groups()[3:]
        hours, minutes, seconds = (int(part or 0) for part in clock)
        return datetime.combine(date(*map(int, digits)), time(hours, minutes, seconds))
    if _WEEK.fullmatch(bare):
        return datetime.fromisoformat(bare)
    if (match := _NAMED.fullmatch(bare)) and (day := named_date(match[1].strip())):
        return _joined(day, match.groups()[1:])
    return None


def _iso(bare: str) -> str:
    upper = bare.upper()
    for ending in (" UTC", " GMT", "UTC", "GMT"):
        if upper.endswith(ending):
            return bare[: -len(ending)] + "+00:00"
    # A space before the offset is usual in databases' exports; the standard has none.
    head, _, tail = bare.rpartition(" ")
    return head + tail if tail[:1] in {"+", "-"} else bare


def _ordered(first: int, second: int, third: int, order: DateOrder | None) -> date:
    if order == "ymd" or first > 31:
        return date(full_year(first), second, third)
    if order == "mdy":
        return date(full_year(third), first, second)
    return date(full_year(third), second, first)


def _joined(day: date, clock: Sequence[str | None]) -> datetime:
    hours, minutes, seconds, half, zone = clock
    whole = datetime.combine(day, time())
    if hours is not None:
        hour = int(hours)
        if half:
            hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
        part = round(float((seconds or "0").replace(",", ".")) * 1e6)
        whole = whole.replace(hour=hour, minute=int(minutes or 0)) + timedelta(microseconds=part)
    return whole if zone is None else whole.replace(tzinfo=_offset(zone))


def _offset(text: str) -> timezone:
    if not text.startswith(("+", "-")):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def clock_text(text: str) -> str:
    """Return a time of day written as digits alone, such as 93000, with its colons."""
    bare = text.strip()
    if not bare.isdigit() or len(bare) > 6:
        return bare
    digits = bare.zfill(4) + "00" if len(bare) <= 4 else bare.zfill(6)
    return f"{digits[:2]}:{digits[2:4]}:{digits[4:6]}"


def numeric_parts(text: str) -> tuple[str, str, str] | None:
    """Return the three numbers of a date that is written with them alone."""
    match = _PARTS.fullmatch(text)
    return (match[1], match[2], match[3]) if match else None


def is_time(text: str) -> bool:
    """Return whether a cell is a time in some order of day, month and year."""
    orders: tuple[DateOrder, ...] = ("ymd", "dmy", "mdy")
    return any(_is_time(text, order) for order in orders)


def _is_time(text: str, order: DateOrder) -> bool:
    try:
        parse(text, order)
    except LineError:
        return False
    return True


def has_zone(text: str) -> bool:
    """Return whether a cell is a moment by itself."""
    bare = text.strip()
    return is_count(bare) or (":" in bare and _ZONE_END.search(bare) is not None)


@lru_cache(maxsize=4_096)
def _steady_offset(day: date, zone: ZoneInfo) -> timedelta | None:
    """Return the offset of a whole day from UTC, None on a day when clocks change."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    if day == date.max:
        return start.utcoffset()
    offsets = {(start + step).utcoffset() for step in (timedelta(0), _DAY / 2, _DAY)}
    folded = {(start + step).replace(fold=1).utcoffset() for step in (timedelta(0), _DAY)}
    return offsets.pop() if len(offsets | folded) == 1 else None


def moment_us(written: datetime, zone: ZoneInfo | None) -> int:
    """Return a written time as microseconds since 1970, UTC.

    Raises
    ------
    LineError
        For a wall-clock time that comes twice or never in its zone.
    """
    if written.tzinfo is not None:
        return (written - _EPOCH) // _US
    if zone is None:
        raise LineError("the time has no zone; say it in `timezone`")
    offset = _steady_offset(written.date(), zone)
    if offset is None:
        offset = _changing_offset(written, zone)
    return (written.replace(tzinfo=UTC) - _EPOCH - offset) // _US


def _changing_offset(written: datetime, zone: ZoneInfo) -> timedelta:
    early = written.replace(tzinfo=zone, fold=0).utcoffset() or timedelta(0)
    late = written.replace(tzinfo=zone, fold=1).utcoffset() or timedelta(0)
    if early == late:
        return early
    text = written.isoformat(" ")
    if early < late:
        raise LineError(f"{text} does not exist in {zone.key}: clocks were put forward over it")
    first, second = (written.replace(tzinfo=UTC) - offset for offset in (early, late))
    raise LineError(
        f"{text} comes twice in {zone.key} (at {first:%H:%M} and at {second:%H:%M} UTC): clocks "
        "were put back. Write it with its offset from UTC"
    )


def ends_day(text: str) -> bool:
    """Return whether a time is the end of the day that it names: 2024-01-31 24:00."""
    return _DAY_END.fullmatch(text.strip()) is not None


def day_us(written: datetime, zone: ZoneInfo | None) -> int:
    """Return midnight, UTC, of the date of a written time, as daily bars are labelled."""
    if written.tzinfo is not None and zone is not None:
        written = written.astimezone(zone)
    day = datetime(written.year, written.month, written.day, tzinfo=UTC)
    return (day - _EPOCH) // _US
