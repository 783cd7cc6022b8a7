"""Tasks of the pairs app."""

from apps.jobs.types import JobContext, JobOutcome
from apps.pairs import work
from celery_worker.tracked import tracked


@tracked("pairs.adf")
def adf(context: JobContext) -> JobOutcome[object]:
    """Test a pair for cointegration."""
    return work.adf(context)


@tracked("pairs.scan")
def scan(context: JobContext) -> JobOutcome[object]:
    """Test all pairs of a universe."""
    return work.scan(context)
