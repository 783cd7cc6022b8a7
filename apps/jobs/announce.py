"""Every change of a job leaves a line in its timeline and goes out to screens."""

from apps.core.clock import now
from apps.jobs.mappers import job_changed
from apps.jobs.models import Job, JobEvent
from apps.jobs.types import EventName
from apps.realtime.publish import publish

_LIMIT = 300


def note(row: Job, event: EventName, message: str = "") -> None:
    """Write a line of the timeline and publish the row; call inside the change's transaction."""
    JobEvent.objects.create(
        job=row, timestamp=now(), event=event, message=message[:_LIMIT], attempt=row.attempt
    )
    publish(job_changed(row))
