"""When markets trade: exchange sessions by a well-kept library, or around the clock."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from apps.market.types import Instrument

if TYPE_CHECKING:
    from exchange_calendars import ExchangeCalendar

ALWAYS_OPEN = "24/7"
_FIRST = "1990-01-01"


@cache
def _calendar(code: str, last: str) -> "ExchangeCalendar":
    # Takes a second to import: only those who ask for sessions pay for it.
    from exchange_calendars import get_calendar  # noqa: PLC0415

    return get_calendar(code, start=_FIRST, end=last)


def next_sessions(instrument: Instrument, after: date, n: int) -> list[datetime]:
    """Return when the next `n` daily bars after a date close, UTC.

    Exchange sessions end at their closing bell, early ones included; days of a market that never
    closes end at the next midnight. A daily bar is labelled by the date of its session.
    """
    if instrument.calendar == ALWAYS_OPEN:
        midnight = datetime.combine(after, time(), UTC)
        return [midnight + timedelta(days=step) for step in range(2, n + 2)]
    # Two weeks hold five sessions even around the longest closures; whole years keep the cache.
    last = date((after + timedelta(days=2 * n + 14)).year, 12, 31)
    calendar = _calendar(instrument.calendar, last.isoformat())
    closes = calendar.closes[calendar.closes.index > after.isoformat()].iloc[:n]
    return [close.to_pydatetime() for close in closes]


def session_dates(instrument: Instrument, after: date, n: int) -> list[date]:
    """Return the dates of the next `n` daily bars after a date."""
    if instrument.calendar == ALWAYS_OPEN:
        return [after + timedelta(days=step) for step in range(1, n + 1)]
    return [close.date() for close in next_sessions(instrument, after, n)]
