"""How alerts hang together with jobs, sockets and the stream; called once the apps are loaded."""

from apps.alerts import histories, topics
from apps.alerts.monitoring.daily import follow_refresh
from apps.alerts.monitoring.rewound import alerts_take_back
from apps.alerts.monitoring.watch import change_history, price_history, watch_prices
from apps.alerts.selectors import ruled_symbols
from apps.alerts.services import symbol_forget
from apps.alerts.types import DAILY_JOB, DELIVER_JOB
from apps.core import explanations
from apps.instruments.signals import (
    bars_changed,
    instrument_removed,
    market_rewound,
    symbols_wanted,
)
from apps.jobs import kinds
from apps.realtime.topics import TopicSpec, register
from apps.streaming.signals import bar_closed


def connect() -> None:
    """Register jobs, the private topic, and who looks at prices when."""
    explanations.register_later("apps.alerts.explanations")
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
    bar_closed["1s"].connect(watch_prices)
    bars_changed.connect(follow_refresh)
    market_rewound.connect(alerts_take_back)
    symbols_wanted.connect(ruled_symbols)
    instrument_removed.connect(symbol_forget)
