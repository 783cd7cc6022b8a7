"""What instruments add to the other apps when the product starts."""

from apps.core import explanations
from apps.core.extension import setup
from apps.instruments import topics
from apps.instruments.first_step import symbols_step
from apps.instruments.kinds import REFRESH_PANEL
from apps.jobs.kinds import register as register_kind
from apps.realtime.topics import TopicSpec, symbols_upper
from apps.realtime.topics import register as register_topic


def connect() -> None:
    """Register topics, the kind of job and the documents that explain numbers."""
    explanations.register_later("apps.instruments.explanations")
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
    register_kind(REFRESH_PANEL)
    setup.register("symbols", symbols_step)
