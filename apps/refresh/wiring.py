"""What keeping instruments up to date adds to the other apps when the product starts."""

from dataclasses import replace

from django.conf import settings

from apps.instruments import market_clock
from apps.jobs.kinds import register as register_kind
from apps.providers.registry import FACTORIES
from apps.realtime.topics import TopicSpec
from apps.realtime.topics import register as register_topic
from apps.refresh import topics
from apps.refresh.kinds import BACKFILL, COMPARE, REFRESH, REWIND, SESSION
from apps.refresh.replay.clock import due_session
from apps.refresh.replay.position import feed_settles, forget, position
from apps.refresh.replay.provider import NAME, Replay


def connect() -> None:
    """Register the kinds of jobs, the replay and the topic of its clock."""
    for kind in (REFRESH, BACKFILL, COMPARE, REWIND, replace(SESSION, due=due_session)):
        register_kind(kind)
    market_clock.position_from(position, feed_settles, forget)
    if settings.MARKET_REPLAY:
        FACTORIES.add(NAME, lambda _key: Replay())
    register_topic(TopicSpec("clock", topics.clock_snapshot, topics.clock_authorize))
