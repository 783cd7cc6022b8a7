"""The live feed as a document that "Why this number?" can read."""

from collections.abc import Mapping

from apps.core import explanations
from apps.core.clock import now, utc_iso
from apps.core.explanations import Shown
from apps.core.json import plain
from apps.streaming.state import stream_state


def connect() -> None:
    """Register the document."""
    explanations.register("market.stream", feed)


def feed(_user_id: int, _params: Mapping[str, str]) -> Shown:
    """Return how the live feed does."""
    state = stream_state()
    document = plain(state)
    document["refused_by"] = ", ".join(f"{n} by {why}" for why, n in state.quarantined_by.items())
    as_of = utc_iso(state.updated_at or now())
    venue = state.venue or "no venue yet"
    return Shown(document, "The stream process' own counts", venue, as_of, state.received)
