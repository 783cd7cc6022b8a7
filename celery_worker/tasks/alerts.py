"""Tasks of the alerts app."""

from apps.alerts import work
from apps.jobs.types import JobContext, JobOutcome
from celery_worker.tracked import tracked


@tracked("alerts.deliver")
def deliver(context: JobContext) -> JobOutcome:
    """Send the news of an event through one channel."""
    return work.deliver(context)
