"""Tasks of the jobs app."""

from apps.jobs import work
from apps.jobs.types import JobContext, JobOutcome
from celery_worker.tracked import tracked


@tracked("jobs.prune")
def prune(context: JobContext) -> JobOutcome[object]:
    """Delete old jobs."""
    return work.prune(context)
