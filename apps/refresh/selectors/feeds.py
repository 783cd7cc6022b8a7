"""Whether all feeds together are as new as they should be, and who fetches now."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from typing_extensions import Doc

from apps.core import clock
from apps.instruments.models import DailyFeed
from apps.instruments.types import Instrument
from apps.jobs.selectors import open_jobs
from apps.refresh.kinds import BACKFILL, REFRESH
from apps.streaming.state import stream_state

LATE: Final = timedelta(hours=2)
"""So long after the time to ask, nobody is asking: the workers are away."""


@dataclass(frozen=True)
class FeedHealth:
    """Whether what the screens show is as new as it should be."""

    mode: Literal["demo", "live"]
    stale: bool = False
    cause: str = ""
    fix: str = ""
    retry_at: datetime | None = None
    instruments: Annotated[int, Doc("How many providers keep up to date.")] = 0
    failing: int = 0


def fetching_job(*, instrument: Instrument, user_id: int) -> UUID | None:
    """Return the open job that fetches an instrument's bars, if there is one."""
    for job_id, params in open_jobs(kinds=(BACKFILL.name, REFRESH.name), user_id=user_id):
        if instrument.symbol in params.get("symbols", ()):
            return job_id
    return None


def feed_health() -> FeedHealth:
    """Return the state of all feeds in one answer, for the badge."""
    if settings.SIGHTLINE_MODE == "demo":
        return FeedHealth("demo")
    kept = DailyFeed.objects.filter(instrument__active=True)
    count, failing = kept.count(), _failing(kept)
    if failing:
        cause, alike = Counter(row.cause for row in failing).most_common(1)[0]
        again = min(row.due_at for row in failing if row.cause == cause)
        return _stale(cause, retry_at=again, instruments=count, failing=alike)
    late = kept.filter(due_at__lt=clock.now() - LATE).count()
    if late:
        return _stale(_NOBODY_ASKS, fix=_LOOK, instruments=count, failing=late)
    return _stream_health(count)


def _failing(kept: QuerySet[DailyFeed]) -> list[DailyFeed]:
    """Return the states whose providers did not answer; that nobody knows a symbol is an answer."""
    return [
        row
        for row in kept.exclude(cause="")
        if not all(one["unknown_symbol"] for one in row.tried) or not row.tried
    ]


def _stale(cause: str, **more: Any) -> FeedHealth:
    return FeedHealth("live", stale=True, cause=cause, **more)


_NOBODY_ASKS: Final = "Daily bars are due and no worker asks for them."
_BY_ITSELF: Final = "It is tried again by itself every few seconds."
_LOOK: Final = "Look at the Jobs screen, or run ./sightline doctor."


def _stream_health(instruments: int) -> FeedHealth:
    state = stream_state()
    if state.running and state.connected:
        return FeedHealth("live", instruments=instruments)
    cause = state.problem or f"{state.venue or 'The venue'} is not connected."
    return _stale(cause, fix=_BY_ITSELF, instruments=instruments)
