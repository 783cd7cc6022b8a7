"""How alerts hang together with jobs, sockets and the stream; called once the apps are loaded."""

from apps.alerts import histories, topics
from apps.alerts.daily import follow_refresh
from apps.alerts.selectors import ruled_symbols
from apps.alerts.services import symbol_forget
from apps.alerts.types import DAILY_JOB, DELIVER_JOB
from apps.alerts.watch import change_history, price_history, watch_prices
from apps.core import figures
from apps.jobs import kinds
from apps.market.after_refresh import on_refreshed
from apps.market.demand import on_demand
from apps.market.hooks import on_bar_settled
from apps.market.removal import on_removed
from apps.realtime.topics import TopicSpec, register


def connect() -> None:
    """Register jobs, the private topic, and who looks at prices when."""
    figures.register_later("apps.alerts.figures")
    kinds.register(
        kinds.JobKind(
            name=DELIVER_JOB,
            task=DELIVER_JOB,
            queue="default",
            title="Send an alert",
            steps=("Send",),
            deadline_s=60,
            counted=False,
        )
    )
    kinds.register(
        kinds.JobKind(
            name=DAILY_JOB,
            task=DAILY_JOB,
            queue="default",
            title="Look at daily values for alerts",
            steps=("Look at the newest values",),
            deadline_s=300,
            periodic=kinds.Periodic(every_s=3_600, offset_s=300),
        )
    )
    register(TopicSpec("alerts", topics.snapshot, topics.authorize, private=True))
    histories.register("price", price_history)
    histories.register("change", change_history)
    on_bar_settled(watch_prices, interval="1s")
    on_refreshed(follow_refresh)
    on_demand(ruled_symbols)
    on_removed(symbol_forget)
