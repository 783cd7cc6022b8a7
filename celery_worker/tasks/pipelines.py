"""Tasks of the pipelines app."""

from apps.jobs.types import JobContext, JobOutcome
from apps.pipelines import work
from celery_worker.tracked import tracked


@tracked("pipelines.features")
def features(context: JobContext) -> JobOutcome[object]:
    """Compute features."""
    return work.features(context)
