"""When markets trade: exchange sessions by a well-kept library, or around the clock."""

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from apps.core import clock
from apps.instruments.types import Instrument

ALWAYS_OPEN = "24/7"
US_BONDS = "BONDS.US"
"""New York's sessions on which US government bonds trade too; no library knows these days."""
_FIRST = "1990-01-01"
# Silencing warnings is of the whole process: two threads that do it at once undo each other's.
_BUILDING = Lock()


@lru_cache(maxsize=8)
def _sessions(code: str, last_year: int) -> tuple[list[date], list[datetime]]:
    """Return dates and closing times (UTC) of an exchange's sessions since 1990."""
    # Takes a second to import: only those who ask for sessions pay for it.
    from exchange_calendars import get_calendar  # noqa: PLC0415

    exchange = "XNYS" if code == US_BONDS else code
    with _BUILDING, warnings.catch_warnings():
        # The library still takes `.values` of zoned columns, which pandas 3 announces to change.
        warnings.simplefilter("ignore", DeprecationWarning)
        closes = get_calendar(exchange, start=_FIRST, end=f"{last_year}-12-31").closes
        if code == US_BONDS:
            closes = closes[[not _bonds_rest(day) for day in closes.index.date]]
        moments = closes.dt.tz_convert(UTC).tolist()
    return closes.index.date.tolist(), [moment.to_pydatetime() for moment in moments]


def _bonds_rest(day: date) -> bool:
    """Whether bonds do not trade: Columbus, Veterans and King's day, whatever shares do then."""
    monday, week = day.weekday() == 0, (day.day - 1) // 7
    columbus = day.month == 10 and monday and week == 1
    king = day.month == 1 and monday and week == 2
    veterans = day.month == 11 and (day.day == 11 or (day.day == 12 and monday))
    return columbus or king or veterans


def next_sessions(instrument: Instrument, after: date, n: int) -> list[datetime]:
    """Return when the next `n` daily bars after a date close, UTC.

    Exchange sessions end at their close, early ones included; days of a market that never
    closes end at the next midnight. A daily bar is labelled by the date of its session.
    """
    if instrument.calendar == ALWAYS_OPEN:
        midnight = datetime.combine(after, time(), UTC)
        return [midnight + timedelta(days=step) for step in range(2, n + 2)]
    # Two weeks hold five sessions even around the longest closures; one calendar that reaches
    # into next year serves all earlier dates from the cache.
    last_year = max((after + timedelta(days=2 * n + 14)).year, clock.now().year + 1)
    dates, closes = _sessions(instrument.calendar, last_year)
    first = bisect_right(dates, after)
    return closes[first : first + n]


def session_days(calendar: str, first: date, last: date) -> list[date]:
    """Return the dates in [first, last] on which a market trades, by rising date."""
    if calendar == ALWAYS_OPEN:
        return [first + timedelta(days=step) for step in range((last - first).days + 1)]
    dates, _ = _sessions(calendar, max(last.year, clock.now().year + 1))
    return dates[bisect_left(dates, first) : bisect_right(dates, last)]


def session_close(calendar: str, session: date) -> datetime | None:
    """Return when a session closes, UTC; None when the market does not trade on that date."""
    if calendar == ALWAYS_OPEN:
        return datetime.combine(session + timedelta(days=1), time(), UTC)
    dates, closes = _sessions(calendar, max(session.year, clock.now().year + 1))
    place = bisect_left(dates, session)
    return closes[place] if place < len(dates) and dates[place] == session else None


def first_open_day(calendar: str, moment: datetime) -> date:
    """Return the first date whose daily bar had not closed at a moment.

    Every market closes before the next midnight, UTC, or at it, so only the moment's own date is
    looked up. A date without a session has no bar that could be read too early.
    """
    today = moment.astimezone(UTC).date()
    close = session_close(calendar, today)
    return today + timedelta(days=1) if close is not None and close <= moment else today


def bar_close(instrument: Instrument, day: date) -> datetime:
    """Return when the daily bar of a date closed, UTC: with its session or the next one."""
    return next_sessions(instrument, day - timedelta(days=1), 1)[0]


def days_after(
    instrument: Instrument,
    days: NDArray[np.datetime64],
    chosen: NDArray[np.bool_],
    moment: datetime,
) -> list[int]:
    """Return the places of chosen dates whose daily bar closed after a moment, oldest first.

    Every market closes between the midnight, UTC, that begins a date and the next one, so its
    sessions are looked up for the moment's own date alone, and only if that is chosen: the
    calendar takes a second to build.
    """
    own = np.datetime64(moment.astimezone(UTC).date(), "D")
    labels = days.astype("datetime64[D]")
    places = np.flatnonzero(chosen & (labels >= own)).tolist()
    if places and labels[places[0]] == own and bar_close(instrument, own.item()) <= moment:
        return places[1:]
    return places


def bar_closes(instrument: Instrument, days: Sequence[date]) -> list[datetime]:
    """Return when the daily bars of some dates, oldest first, closed; a day off at its end."""
    midnights = [datetime.combine(day, time(), UTC) + timedelta(days=1) for day in days]
    if instrument.calendar == ALWAYS_OPEN or not days:
        return midnights
    last_year = max(days[-1].year, clock.now().year + 1)
    known = dict(zip(*_sessions(instrument.calendar, last_year), strict=True))
    return [known.get(day, midnight) for day, midnight in zip(days, midnights, strict=True)]
