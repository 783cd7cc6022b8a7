"""Tasks of the alerts app."""

from apps.alerts import work
from apps.jobs.types import JobContext, JobOutcome
from celery_worker.tracked import tracked


@tracked("alerts.deliver")
def deliver(context: JobContext) -> JobOutcome[object]:
    """Send the news of an event through one channel."""
    return work.deliver(context)


@tracked("alerts.observe_daily")
def observe_daily(context: JobContext) -> JobOutcome[object]:
    """Look at the newest daily values of all rules."""
    return work.observe_daily(context)
