"""Where the replay stands, as every process reads it."""

from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import DatabaseError, transaction

from apps.core.clock import now
from apps.instruments.calendars import session_close, session_days
from apps.instruments.services.demo_files import EXCHANGE, Span
from apps.refresh.models import MarketReplay

ROW: Final = 1
FRESH_S: Final = 0.5
"""A price that is read thousands of times a second does not ask the database each time."""

SETTLES: Final = timedelta(seconds=150)
"""Simulated trades go to a session's open with the next full minute, and are there in another."""


class _Cached:
    """The position as it was read last in this process."""

    position: datetime | None = None
    jumped: datetime | None = None
    until: float = 0.0


def position() -> datetime | None:
    """Return until when the market is known; None where it is live."""
    if not settings.MARKET_REPLAY:
        return None
    if monotonic() >= _Cached.until:
        _read()
        _Cached.until = monotonic() + FRESH_S
    return _Cached.position


def feed_settles() -> datetime | None:
    """Return when the intraday feed is where the market jumped to; None where it never jumped."""
    position()
    return None if _Cached.jumped is None else _Cached.jumped + SETTLES


def _read() -> None:
    try:
        row = MarketReplay.objects.filter(pk=ROW).values_list("position", "jumped_at").first()
    except DatabaseError:
        # Whoever asks reads the database next and says what is wrong with it.
        return
    _Cached.position, _Cached.jumped = row or (None, None)


def forget() -> None:
    """Read the position anew at the next question: a job must not take an older present."""
    _Cached.until = 0.0


def replay_get() -> MarketReplay | None:
    """Return the replay's row; None where the market is live."""
    return MarketReplay.objects.filter(pk=ROW).first() if settings.MARKET_REPLAY else None


def replay_open(span: Span) -> MarketReplay:
    """Return the replay's row, made at the first start: before the first session it plays."""
    close = close_of(span.start)
    row, _ = MarketReplay.objects.get_or_create(
        pk=ROW,
        defaults={
            "position": close,
            "start": span.start,
            "end": span.end,
            "moved_at": now(),
        },
    )
    forget()
    return row


def move_to(session: date) -> MarketReplay:
    """Let the market be known until the close of a session, never back; return the replay's row."""
    close = close_of(session)
    with transaction.atomic():
        row = MarketReplay.objects.select_for_update().get(pk=ROW)
        if row.position < close:
            if next_session(row) != session:
                row.jumped_at = now()
            row.position, row.moved_at = close, now()
            row.save(update_fields=["position", "moved_at", "jumped_at"])
    forget()
    return row


def next_session(row: MarketReplay) -> date | None:
    """Return the session that follows the position; None at the end."""
    days = session_days(EXCHANGE, row.position.date(), row.end)
    return next((day for day in days if close_of(day) > row.position), None)


def last_session(row: MarketReplay, day: date) -> date:
    """Return the last session of the replay up to a date."""
    return session_days(EXCHANGE, row.start, day)[-1]


def close_of(session: date) -> datetime:
    """Return when a session of the replay's exchange closes.

    Raises
    ------
    ValueError
        It does not trade on that date.
    """
    close = session_close(EXCHANGE, session)
    if close is None:
        raise ValueError(f"{EXCHANGE} has no session on {session}")
    return close
