"""The market clock: until when the market is known, apart from the time on the wall.

Live they are the same. A question about the past ("as of") sets it back for as long as the question
is answered: whatever reads bars, splits or prices then meets nothing that came later. Leases,
sessions, logs and the age of a lock stay with the wall (`apps.core.clock`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from apps.core import clock


@dataclass(frozen=True, slots=True)
class Past:
    """A moment that is taken for the present, and which calendar each instrument has.

    The calendars are looked up once for a question, which may read a hundred series.
    """

    moment: datetime
    calendars: dict[int, str] = field(default_factory=dict)


_past: ContextVar[Past | None] = ContextVar("past", default=None)


def market_now() -> datetime:
    """Return until when the market is known, aware, in UTC."""
    past = _past.get()
    return clock.now() if past is None else past.moment


def past_asked() -> Past | None:
    """Return the past that is asked about; None when the present is."""
    return _past.get()


def past_moment() -> datetime | None:
    """Return the past moment that is asked about, for a job that answers; None for the present."""
    past = _past.get()
    return None if past is None else past.moment


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Take a moment for the present within the block; what came later is not known there."""
    token = _past.set(Past(moment))
    try:
        yield
    finally:
        _past.reset(token)
