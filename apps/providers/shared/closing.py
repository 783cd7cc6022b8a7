"""Which bars can still change: today's session by its calendar, and what just ended."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import now
from apps.instruments.calendars import session_close, session_days
from apps.providers.shared.exchanges import Exchange

GRACE: Final = timedelta(minutes=30)
"""Providers give prices up to 20 minutes late, and the closing auction takes its time."""
_YOUNG: Final = timedelta(days=7)


def daily_closed(timestamps: NDArray[np.int64], place: Exchange) -> NDArray[np.bool_]:
    """Return whether the bar of each session's midnight (UTC, microseconds) is closed."""
    moment = now()
    settled = np.ones(len(timestamps), dtype=np.bool_)
    young = np.flatnonzero(timestamps > _microseconds(moment - _YOUNG))
    for position in young:
        session = datetime.fromtimestamp(int(timestamps[position]) / 1e6, UTC).date()
        settled[position] = session_bar_closed(session, place, moment)
    return settled


def session_bar_closed(session: date, place: Exchange, moment: datetime) -> bool:
    """Return whether a session's bar is final at a moment.

    Of a market without a known calendar, and of a date that its calendar does not have, a day
    counts as over when the next one is.
    """
    close = session_close(place.calendar, session) if place.calendar else None
    if close is None:
        local = moment.astimezone(ZoneInfo(place.timezone)).date()
        return session < local - timedelta(days=1)
    return close + GRACE <= moment


def intraday_closed(timestamps: NDArray[np.int64], length: timedelta) -> NDArray[np.bool_]:
    """Return whether the bar of each start ended long enough ago."""
    return np.asarray(timestamps <= _microseconds(now() - length - GRACE), dtype=np.bool_)


def expects_bars(place: Exchange, start: date, end: date) -> bool:
    """Return whether a provider must have a bar of some session in [start, end].

    Of the newest two days it may not: some give a session's bar in the following night only.
    """
    last = min(end, now().date() - timedelta(days=2))
    if not place.calendar or last < start:
        return False
    return bool(session_days(place.calendar, max(start, last - timedelta(days=14)), last))


def _microseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)
