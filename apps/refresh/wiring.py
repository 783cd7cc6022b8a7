"""What keeping instruments up to date adds to the other apps when the product starts."""

from apps.jobs.kinds import register as register_kind
from apps.refresh.kinds import BACKFILL, COMPARE, REFRESH


def connect() -> None:
    """Register the kinds of jobs."""
    for kind in (REFRESH, BACKFILL, COMPARE):
        register_kind(kind)
