"""Days counted by spreadsheets and programs in place of dates."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from apps.imports.errors import LineError
from apps.imports.types import DateOrder

_SERIAL: Final = re.compile(r"\d{1,6}(?:[.,]\d{1,15})?")
_STARTS: Final[dict[DateOrder, date]] = {
    "excel1900": date(1899, 12, 30),
    "excel1904": date(1904, 1, 1),
    "unix_days": date(1970, 1, 1),
}
# Excel keeps a fault of Lotus 1-2-3: its day 60 is 29 February 1900, which never was.
_LEAP_DAY: Final = 60
_DAY_S: Final = 86_400


def is_serial(text: str) -> bool:
    """Return whether a cell may count days, its fraction being the time of day."""
    return _SERIAL.fullmatch(text) is not None


def counts_days(order: DateOrder | None) -> bool:
    """Return whether dates of this order are counts of days."""
    return order in _STARTS


def serial_moment(text: str, order: DateOrder) -> datetime:
    """Return the moment of a count of days, to the second.

    Raises
    ------
    LineError
        For Excel's 29 February 1900, and for what is no count of days.
    """
    if not is_serial(text):
        raise LineError(f"{text[:40]!r} is not a number of days, as the other lines have")
    whole, _, part = text.replace(",", ".").partition(".")
    days = int(whole)
    if order == "excel1900" and days <= _LEAP_DAY:
        if days == _LEAP_DAY:
            raise LineError("day 60 of Excel is 29 February 1900, which never was")
        days += 1
    start = _STARTS[order]
    seconds = round(float(f"0.{part or 0}") * _DAY_S)
    return datetime.combine(start, time()) + timedelta(days=days, seconds=seconds)
