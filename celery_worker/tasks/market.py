"""Tasks of prices: their names begin with "market", as they stand in the rows of jobs."""

from apps.imports import work as imports
from apps.instruments import work as instruments
from apps.jobs.types import JobContext, JobOutcome
from apps.refresh import work as refreshing
from apps.streaming import work as streaming
from celery_worker.tracked import tracked


@tracked("market.refresh_panel")
def refresh_panel(context: JobContext) -> JobOutcome[object]:
    """Rebuild the derived daily panel when its rows have changed."""
    return instruments.refresh_panel(context)


@tracked("market.refresh")
def refresh(context: JobContext) -> JobOutcome[object]:
    """Ask providers for the newest daily bars."""
    return refreshing.refresh(context)


@tracked("market.backfill")
def backfill(context: JobContext) -> JobOutcome[object]:
    """Fetch the history of new instruments."""
    return refreshing.backfill(context)


@tracked("market.compare")
def compare(context: JobContext) -> JobOutcome[object]:
    """Ask a second provider for the newest daily bars."""
    return refreshing.compare(context)


@tracked("market.session")
def session(context: JobContext) -> JobOutcome[object]:
    """Ask a second provider for the newest daily bars."""
    return refreshing.session(context)


@tracked("market.rewind")
def rewind(context: JobContext) -> JobOutcome[object]:
    """Ask a second provider for the newest daily bars."""
    return refreshing.rewind(context)


@tracked("market.recompute_bars")
def recompute_bars(context: JobContext) -> JobOutcome[object]:
    """Fold the kept ticks again and repair the bars that are not their fold."""
    return streaming.recompute_bars(context)


@tracked("market.upload_bars")
def upload_bars(context: JobContext) -> JobOutcome[object]:
    """Read an uploaded file of bars."""
    return imports.upload_bars(context)
