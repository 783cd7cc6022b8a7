"""The live feed as a document that "Why this number?" can read."""

from collections.abc import Mapping
from dataclasses import asdict

from apps.core import explanations
from apps.core.clock import microseconds_iso, now, utc_iso
from apps.core.explanations import Shown
from apps.streaming.state import stream_state


def connect() -> None:
    """Register the document."""
    explanations.register("market.stream", feed)


def feed(_user_id: int, _params: Mapping[str, str]) -> Shown:
    """Return how the live feed does."""
    state = stream_state()
    document = asdict(state)
    document["refused_by"] = ", ".join(f"{n} by {why}" for why, n in state.quarantined_by.items())
    document["started_at"] = microseconds_iso(state.started_us) if state.started_us else None
    as_of = microseconds_iso(state.updated_us) if state.updated_us else utc_iso(now())
    venue = state.venue or "no venue yet"
    return Shown(document, "The stream process' own counts", venue, as_of, state.received)
