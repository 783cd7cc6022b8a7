"""Tasks of the portfolio app."""

from apps.jobs.types import JobContext, JobOutcome
from apps.portfolio import work
from celery_worker.tracked import tracked


@tracked("portfolio.optimize")
def optimize(context: JobContext) -> JobOutcome[object]:
    """Optimise a portfolio."""
    return work.optimize(context)
