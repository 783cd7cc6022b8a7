"""Tasks of the samples app."""

from apps.jobs.types import JobContext, JobOutcome
from apps.samples import work
from celery_worker.tracked import tracked


@tracked("samples.run")
def run(context: JobContext) -> JobOutcome[object]:
    """Start the runs among a person's samples."""
    return work.run(context)
