"""What the live feed adds to the other apps when the product starts."""

from apps.instruments.demand import on_demand
from apps.instruments.selectors import watched_symbols
from apps.jobs.kinds import register as register_kind
from apps.streaming import explanations, monitoring
from apps.streaming.kinds import RECOMPUTE_BARS


def connect() -> None:
    """Register the feed's place in readiness and metrics, its job and its document."""
    monitoring.connect()
    on_demand(watched_symbols)
    explanations.connect()
    register_kind(RECOMPUTE_BARS)
