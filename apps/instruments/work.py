"""Work on instruments that is done by workers."""

from apps.instruments.selectors import panel_folder
from apps.jobs.types import JobContext, JobOutcome


def refresh_panel(context: JobContext) -> JobOutcome:
    """Rebuild the derived daily panel when its rows have changed."""
    context.step(0)
    return JobOutcome({"interval": "1d", "version": panel_folder("1d").name})
