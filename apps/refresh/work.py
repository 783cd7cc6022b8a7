"""Work of refreshing that is done by workers."""

from apps.jobs.types import JobContext, JobOutcome
from apps.refresh import comparing, refreshing
from apps.refresh.answers import Refreshed


def refresh(context: JobContext) -> JobOutcome[Refreshed]:
    """Ask providers for the newest daily bars."""
    return refreshing.refresh(context)


def backfill(context: JobContext) -> JobOutcome[Refreshed]:
    """Fetch the history of new instruments."""
    return refreshing.backfill(context)


def compare(context: JobContext) -> JobOutcome:
    """Ask a second provider for the newest daily bars."""
    return comparing.compare(context)
