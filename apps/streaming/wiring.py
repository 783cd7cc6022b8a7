"""What the live feed adds to the other apps when the product starts."""

from apps.core import explanations
from apps.instruments.selectors import watched_symbols
from apps.instruments.signals import symbols_wanted
from apps.jobs.kinds import register as register_kind
from apps.streaming import monitoring
from apps.streaming.kinds import RECOMPUTE_BARS


def connect() -> None:
    """Register the feed's place in readiness and metrics, its job and its document."""
    monitoring.connect()
    symbols_wanted.connect(watched_symbols)
    explanations.register_later("apps.streaming.explanations")
    register_kind(RECOMPUTE_BARS)
