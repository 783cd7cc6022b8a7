"""The stream's place in readiness and in `/metrics`."""

from collections.abc import Iterable
from typing import Final

from prometheus_client.core import REGISTRY, CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from apps.core.extension.health import PartHealth, register
from apps.streaming.state import StreamState, stream_state

_GAUGES: Final = {
    "running": "1 while the stream process reports",
    "connected": "1 while the venue is connected",
    "symbols": "Symbols that are ingested",
    "ticks_per_second": "Stored trades per second over ten seconds",
    "ticks_missing": "Trades that the venue has or had and the store has not",
}
_COUNTERS: Final = {
    "received": "Trades that arrived over the socket",
    "stored": "Trades that were stored",
    "duplicates": "Trades that came twice",
    "gaps_found": "Gaps in trade ids",
    "gaps_filled": "Gaps that the backfill closed",
    "ticks_filled": "Trades that came by backfill",
    "malformed": "Events that were not understood",
    "reconnects": "Times that the venue was lost",
    "writer_errors": "Batches that the database refused; each was tried again",
}


class StreamCollector(Collector):
    """Read the last reported state when Prometheus asks."""

    def describe(self) -> Iterable[Metric]:
        """Return nothing: at registration nothing is read, for Redis may be away."""
        return ()

    @override
    def collect(self) -> Iterable[Metric]:
        state = stream_state()
        for name, text in _GAUGES.items():
            yield GaugeMetricFamily(f"sightline_stream_{name}", text, value=getattr(state, name))
        for name, text in _COUNTERS.items():
            yield CounterMetricFamily(f"sightline_stream_{name}", text, value=getattr(state, name))
        yield GaugeMetricFamily(
            "sightline_stream_problem",
            "1 while something is wrong, a full disk for example",
            value=bool(state.problem),
        )
        yield from _with_labels(state)


def _with_labels(state: StreamState) -> Iterable[Metric]:
    refused = CounterMetricFamily(
        "sightline_stream_quarantined", "Trades that were refused", labels=("reason",)
    )
    for reason, count in state.quarantined_by.items():
        refused.add_metric((reason,), count)
    yield refused
    if state.lag_ms is not None:
        yield GaugeMetricFamily(
            "sightline_stream_lag_seconds",
            "How long the newest trade was on its way",
            value=state.lag_ms / 1_000,
        )


def stream_health() -> PartHealth:
    """Return whether the feed runs and is connected; the product serves stored data without it."""
    state = stream_state()
    if not state.running:
        return PartHealth(ok=False, detail="The stream process does not report.")
    if not state.connected:
        return PartHealth(ok=False, detail=state.problem or "The venue is not connected.")
    if state.problem:
        return PartHealth(ok=False, detail=state.problem)
    return PartHealth(ok=True, detail=f"{state.venue}, {state.symbols} symbols")


def connect() -> None:
    """Register both."""
    register("stream", stream_health)
    REGISTRY.register(StreamCollector())
