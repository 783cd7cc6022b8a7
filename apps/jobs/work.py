"""Housekeeping of the jobs themselves."""

from apps.core.clock import now
from apps.jobs.models import Job, WorkerHeartbeat
from apps.jobs.timing import KEEP
from apps.jobs.types import OPEN_STATES, JobContext, JobOutcome


def prune(context: JobContext) -> JobOutcome:
    """Delete jobs that ended long ago and workers that have not been seen since."""
    context.step(0)
    limit = now() - KEEP

    def delete() -> None:
        Job.objects.filter(finished_at__lt=limit).exclude(state__in=OPEN_STATES).delete()
        WorkerHeartbeat.objects.filter(seen_at__lt=limit).delete()

    return JobOutcome(persist=delete)
