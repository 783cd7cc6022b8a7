"""What the market adds to the other rooms when the product starts."""

from apps.core import figures
from apps.jobs.kinds import register as register_kind
from apps.market import stream_watch, topics
from apps.market.demand import on_demand
from apps.market.kinds import (
    BACKFILL,
    COMPARE,
    RECOMPUTE_BARS,
    REFRESH,
    REFRESH_PANEL,
    UPLOAD_BARS,
)
from apps.market.selectors import watched_symbols
from apps.realtime.topics import TopicSpec, symbols_upper
from apps.realtime.topics import register as register_topic


def connect() -> None:
    """Register topics, kinds of jobs, and the stream's place in readiness and metrics."""
    stream_watch.connect()
    on_demand(watched_symbols)
    figures.register_later("apps.market.figures")
    figures.register_later("apps.market.feed_figures")
    own = topics.is_own
    register_topic(
        TopicSpec(
            "prices",
            topics.prices_snapshot,
            topics.prices_authorize,
            own,
            symbols_upper(count=1),
        )
    )
    register_topic(
        TopicSpec("bars", topics.bars_snapshot, topics.bars_authorize, own, symbols_upper(count=1))
    )
    for kind in (REFRESH_PANEL, REFRESH, BACKFILL, COMPARE, RECOMPUTE_BARS, UPLOAD_BARS):
        register_kind(kind)
