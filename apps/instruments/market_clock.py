"""The market clock: until when the market is known, apart from the time on the wall.

Live they are the same. In a replay the present lies in the past and moves from close to close; the
intraday feed, which is simulated then, stays with the wall. A question about the past ("as of")
sets it back for as long as the question is answered: whatever reads bars, splits or prices then
meets nothing that came later. Leases, sessions, logs and the age of a lock stay with the wall
(`apps.core.clock`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from apps.core import clock

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Past:
    """A moment that is taken for the present, and which calendar each instrument has.

    The calendars are looked up once for a question, which may read a hundred series.
    """

    moment: datetime
    calendars: dict[int, str] = field(default_factory=dict)


_past: ContextVar[Past | None] = ContextVar("past", default=None)


Position = Callable[[], datetime | None]


class _Replay:
    """Who knows where a replay stands; the app that replays says so when it is loaded."""

    position: Position = staticmethod(lambda: None)
    settles: Position = staticmethod(lambda: None)
    forget: Callable[[], None] = staticmethod(lambda: None)


def position_from(reader: Position, settles: Position, forget: Callable[[], None]) -> None:
    """Ask `reader` for the market's present from now on; its None means the time on the wall.

    `settles` says when the feed is where the market last jumped to. `forget` makes both read anew
    what they had kept from before.
    """
    _Replay.position, _Replay.settles = staticmethod(reader), staticmethod(settles)
    _Replay.forget = staticmethod(forget)


def read_anew() -> None:
    """Begin a piece of work by the market's present, not by what was read a moment ago."""
    _Replay.forget()


def market_now() -> datetime:
    """Return until when daily history is known, aware, in UTC."""
    past = _past.get()
    return past.moment if past is not None else _Replay.position() or clock.now()


def market_present() -> datetime:
    """Return until when daily history is known at present, also while the past is asked about.

    What is written down by an answer about the past is written now, and was not known then.
    """
    return _Replay.position() or clock.now()


def present_of(moment: datetime) -> datetime:
    """Return the present by the clock that a moment is of: the market's, or in a replay the feed's.

    In a replay a moment later than the market's present can only come from the intraday feed,
    which runs by the wall.
    """
    market = market_present()
    return market if moment <= market else clock.now()


def feed_now() -> datetime:
    """Return until when the intraday feed is known: it runs by the wall, also in a replay."""
    past = _past.get()
    return clock.now() if past is None else past.moment


def feed_since() -> datetime | None:
    """Return since when the feed is where the market last jumped to; None where it never jumped.

    Prices from before are of one time and the closes that they are compared with of another.
    """
    return _Replay.settles()


def market_replayed() -> bool:
    """Whether the market is replayed, so that its present lies before the time on the wall."""
    return _Replay.position() is not None


def past_asked() -> Past | None:
    """Return the past that is asked about; None when the present is."""
    return _past.get()


def past_moment() -> datetime | None:
    """Return the past moment that is asked about, for a job that answers; None for the present."""
    past = _past.get()
    return None if past is None else past.moment


def known(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those rows of a table that had been written at the moment that is asked about.

    Its column `market_time` says until when the market was known when a row was written.
    """
    past = _past.get()
    return rows if past is None else rows.filter(market_time__lte=past.moment)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Take a moment for the present within the block; what came later is not known there."""
    token = _past.set(Past(moment))
    try:
        yield
    finally:
        _past.reset(token)
