"""Tasks of the risk app."""

from apps.jobs.types import JobContext, JobOutcome
from apps.risk import work
from celery_worker.tracked import tracked


@tracked("risk.garch")
def garch(context: JobContext) -> JobOutcome[object]:
    """Fit a volatility model."""
    return work.garch(context)
