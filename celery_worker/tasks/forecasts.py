"""Tasks of the forecasts app."""

from apps.forecasts import work
from apps.jobs.types import JobContext, JobOutcome
from celery_worker.tracked import tracked


@tracked("forecasts.train")
def train(context: JobContext) -> JobOutcome[object]:
    """Train models and issue their forecasts."""
    return work.train(context)


@tracked("forecasts.issue")
def issue(context: JobContext) -> JobOutcome[object]:
    """Issue forecasts of models that are trained already."""
    return work.issue(context)
