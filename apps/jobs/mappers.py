"""Rows to frozen values, one function a type."""

from collections.abc import Iterable
from typing import cast

from apps.core.json import JsonObject
from apps.jobs.kinds import title_of
from apps.jobs.models import Job, JobEvent
from apps.jobs.types import JobInfo, JobSummary, State, TimelineEvent
from apps.realtime.events import JobChanged


def timeline_event(row: JobEvent) -> TimelineEvent:
    """Return a timeline line."""
    return TimelineEvent(row.timestamp, row.event, row.message, row.attempt)


def job_summary(row: Job, events: Iterable[JobEvent] = ()) -> JobSummary:
    """Return a job without its parameters and result, which the query may leave out."""
    return JobSummary(**_summary(row, events))


def job_info(row: Job, events: Iterable[JobEvent] = ()) -> JobInfo:
    """Return a job, with the timeline rows that were loaded for it."""
    return JobInfo(**_summary(row, events), params=row.params, result=row.result)


def _summary(row: Job, events: Iterable[JobEvent]) -> JsonObject:
    return {
        "id": row.id,
        "kind": row.kind,
        "title": title_of(row.kind),
        "state": row.state,
        "progress": row.progress,
        "step": row.step,
        "steps": tuple(row.steps),
        "message": row.message,
        "attempt": row.attempt,
        "eta": row.eta,
        "error": row.error,
        "owner_id": row.owner_id,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "events": tuple(timeline_event(event) for event in events),
    }


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
