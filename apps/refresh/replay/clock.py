"""The market clock as people see and set it."""

from datetime import date

from apps.core.clock import now
from apps.core.errors import ConflictError, UnprocessableError
from apps.instruments.market_clock import market_now
from apps.jobs.selectors import market_waits_for, slot_tries
from apps.jobs.services import job_submit
from apps.realtime.events import ClockMoved
from apps.refresh.answers import MarketClock
from apps.refresh.kinds import REWIND, SESSION, SessionQuestion
from apps.refresh.models import MarketReplay
from apps.refresh.replay.position import (
    close_of,
    last_session,
    next_session,
    replay_get,
)


def market_clock() -> MarketClock:
    """Return until when the market is known, and how it moves."""
    row = replay_get()
    if row is None:
        return MarketClock(mode="live", now=market_now(), playing=True)
    return MarketClock(
        mode="replay",
        now=row.position,
        playing=row.playing,
        session=last_session(row, row.position.date()),
        seconds_per_session=row.seconds_per_session,
        start=row.start,
        end=row.end,
        ended=next_session(row) is None,
        waits_for=market_waits_for(),
    )


def clock_moved() -> ClockMoved:
    """Return the clock as it is pushed."""
    clock = market_clock()
    return ClockMoved(now=clock.now, session=clock.session, playing=clock.playing)


def clock_set(*, playing: bool | None = None, seconds_per_session: int | None = None) -> None:
    """Start or stop the replay, or change its speed."""
    row = _replayed()
    changes: dict[str, object] = {}
    if playing is not None:
        changes["playing"] = playing
    if seconds_per_session is not None:
        changes["seconds_per_session"] = seconds_per_session
    MarketReplay.objects.filter(pk=row.pk).update(**changes)


def clock_step() -> None:
    """Submit the job that lets the next session come in.

    Raises
    ------
    ConflictError
        `replay_ended`: there is none.
    """
    row = _replayed()
    session = next_session(row)
    if session is None:
        raise ConflictError(
            f"The replay has reached its end, {row.end:%d %B %Y}. Go to an earlier date, or to its"
            f" start, {row.start:%d %B %Y}, to play again.",
            code="replay_ended",
        )
    _submit(row, session)


def clock_seek(to: date) -> None:
    """Submit the job that goes to the last session up to a date, forwards or back.

    Raises
    ------
    UnprocessableError
        `outside_replay`: the date is not among those that the replay plays.
    """
    row = _replayed()
    if not row.start <= to <= row.end:
        raise UnprocessableError(
            f"The replay plays from {row.start:%d %B %Y} to {row.end:%d %B %Y}; {to:%d %B %Y} is "
            "not among them.",
            code="outside_replay",
        )
    session = last_session(row, to)
    if close_of(session) > row.position:
        _submit(row, session)
    elif close_of(session) < row.position:
        job_submit(kind=REWIND.name, params=SessionQuestion(session.isoformat()), owner_id=None)


def due_session(_moment: object) -> tuple[str, SessionQuestion] | None:
    """Return the slot and the question of the session that is due; None while none is.

    A session waits until all that follows from the one before is done, so that no forecast is left
    out on a slow machine: the market then plays as fast as the product can follow.
    """
    row = replay_get()
    if row is None or not row.playing:
        return None
    if (now() - row.moved_at).total_seconds() < row.seconds_per_session:
        return None
    session = next_session(row)
    if session is None or market_waits_for():
        return None
    return _slot(row, session), SessionQuestion(session.isoformat())


def _submit(row: MarketReplay, session: date) -> None:
    question = SessionQuestion(session.isoformat())
    job_submit(kind=SESSION.name, params=question, owner_id=None, slot=_slot(row, session))


def _slot(row: MarketReplay, session: date) -> str:
    """Return the key of a session's run; one that ended without moving the clock runs again."""
    slot = f"{SESSION.name}:{row.round}:{session}"
    tries = slot_tries(slot)
    return f"{slot}#{tries + 1}" if tries else slot


def _replayed() -> MarketReplay:
    row = replay_get()
    if row is None:
        raise ConflictError(
            "The market is live here, so its clock cannot be set. Demo mode replays it unless "
            "SIGHTLINE_REPLAY is off.",
            code="not_replayed",
        )
    return row
