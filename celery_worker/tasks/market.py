"""Tasks of the market app."""

from apps.jobs.types import JobContext, JobOutcome
from apps.market import work
from celery_worker.tracked import tracked


@tracked("market.refresh_panel")
def refresh_panel(context: JobContext) -> JobOutcome:
    """Rebuild the derived daily panel when its rows have changed."""
    return work.refresh_panel(context)


@tracked("market.refresh")
def refresh(context: JobContext) -> JobOutcome:
    """Ask vendors for the newest daily bars."""
    return work.refresh(context)


@tracked("market.backfill")
def backfill(context: JobContext) -> JobOutcome:
    """Fetch the history of new instruments."""
    return work.backfill(context)


@tracked("market.compare")
def compare(context: JobContext) -> JobOutcome:
    """Ask a second vendor for the newest daily bars."""
    return work.compare(context)


@tracked("market.recompute_bars")
def recompute_bars(context: JobContext) -> JobOutcome:
    """Fold the kept ticks again and repair the bars that are not their fold."""
    return work.recompute_bars(context)


@tracked("market.upload_bars")
def upload_bars(context: JobContext) -> JobOutcome:
    """Read an uploaded file of bars."""
    return work.upload_bars(context)
