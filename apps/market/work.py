"""Work of the market that is done by workers."""

from apps.jobs.types import JobContext, JobOutcome
from apps.market import refreshing
from apps.market.selectors import panel_folder


def refresh_panel(context: JobContext) -> JobOutcome:
    """Rebuild the derived daily panel when its rows have changed."""
    context.step(0)
    return JobOutcome({"interval": "1d", "version": panel_folder("1d").name})


def refresh(context: JobContext) -> JobOutcome:
    """Ask vendors for the newest daily bars."""
    return refreshing.refresh(context)


def backfill(context: JobContext) -> JobOutcome:
    """Fetch the history of new instruments."""
    return refreshing.backfill(context)
