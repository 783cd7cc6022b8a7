"""How alerts hang together with jobs, sockets and the stream; called once the apps are loaded."""

from apps.alerts import topics
from apps.alerts.types import DELIVER_JOB
from apps.alerts.watch import watch_prices
from apps.jobs import kinds
from apps.market.hooks import on_bar_settled
from apps.realtime.topics import TopicSpec, register


def connect() -> None:
    """Register the delivery job, the private topic and the price watch."""
    kinds.register(
        kinds.JobKind(
            name=DELIVER_JOB,
            task=DELIVER_JOB,
            queue="default",
            title="Send an alert",
            steps=("Send",),
            deadline_s=60,
        )
    )
    register(TopicSpec("alerts", topics.snapshot, topics.authorize, private=True))
    on_bar_settled(watch_prices)
