"""What this app adds to the others at start: kinds of jobs, a topic, a hook of the stream."""

from apps.alerts import histories
from apps.core import figures
from apps.forecasts import intraday, topics, watching
from apps.forecasts.folders import models_forget
from apps.forecasts.new_bars import forecasts_follow
from apps.forecasts.types import ISSUE, TRAIN
from apps.jobs import kinds
from apps.market.after_refresh import on_refreshed
from apps.market.hooks import on_bar_settled
from apps.market.removal import on_removed
from apps.realtime.topics import TopicSpec, register, symbols_upper


def connect() -> None:
    """Register everything; called once, from `ready()`."""
    figures.register_later("apps.forecasts.figures")
    kinds.register(TRAIN)
    kinds.register(ISSUE)
    register(
        TopicSpec(
            "predictions", topics.snapshot, topics.authorize, canonical=symbols_upper(count=1)
        )
    )
    histories.register("forecast_flip", watching.flip_history)
    on_bar_settled(intraday.bar_settled)
    on_refreshed(forecasts_follow)
    on_removed(models_forget)
