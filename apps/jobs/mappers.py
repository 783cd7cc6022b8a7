"""Rows to frozen values, one function a type."""

from collections.abc import Iterable
from typing import cast

from apps.jobs.kinds import title_of
from apps.jobs.models import Job, JobEvent
from apps.jobs.types import EventName, JobInfo, State, TimelineEvent
from apps.realtime.events import JobChanged


def timeline_event(row: JobEvent) -> TimelineEvent:
    """Return a timeline line."""
    return TimelineEvent(row.timestamp, cast("EventName", row.event), row.message, row.attempt)


def job_info(row: Job, events: Iterable[JobEvent] = ()) -> JobInfo:
    """Return a job, with the timeline rows that were loaded for it.

    Columns that the query left out stay empty instead of costing a query each.
    """
    absent = row.get_deferred_fields()
    return JobInfo(
        id=row.id,
        kind=row.kind,
        title=title_of(row.kind),
        state=cast("State", row.state),
        progress=row.progress,
        step=row.step,
        steps=tuple(row.steps),
        message=row.message,
        attempt=row.attempt,
        eta=row.eta,
        params={} if "params" in absent else row.params,
        result=None if "result" in absent else row.result,
        error=row.error,
        owner_id=row.owner_id,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        events=tuple(timeline_event(event) for event in events),
    )


def job_changed(row: Job) -> JobChanged:
    """Return the push event of a job as it stands."""
    return JobChanged(
        id=row.id,
        kind=row.kind,
        title=title_of(row.kind),
        state=cast("State", row.state),
        progress=row.progress,
        step=row.step,
        steps=tuple(row.steps),
        message=row.message,
        attempt=row.attempt,
        eta=row.eta,
        error=row.error,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        owner_id=row.owner_id,
    )
