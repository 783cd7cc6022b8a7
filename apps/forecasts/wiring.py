"""What this app adds to the others at start: kinds of jobs, a topic, a hook of the stream."""

from apps.alerts import histories
from apps.core import explanations
from apps.forecasts import topics, watching
from apps.forecasts.folders import models_forget
from apps.forecasts.live import intraday
from apps.forecasts.live.new_bars import forecasts_follow
from apps.forecasts.live.rewound import forecasts_take_back
from apps.forecasts.types import ISSUE, TRAIN
from apps.instruments.signals import bars_changed, instrument_removed, market_rewound
from apps.jobs import kinds
from apps.realtime.topics import TopicSpec, register, symbols_upper
from apps.streaming.signals import bar_closed


def connect() -> None:
    """Register everything; called once, from `ready()`."""
    explanations.register_later("apps.forecasts.explanations")
    kinds.register(TRAIN)
    kinds.register(ISSUE)
    register(
        TopicSpec(
            "predictions", topics.snapshot, topics.authorize, canonical=symbols_upper(count=1)
        )
    )
    histories.register("forecast_flip", watching.flip_history)
    bar_closed["1m"].connect(intraday.bar_closed)
    bars_changed.connect(forecasts_follow)
    instrument_removed.connect(models_forget)
    market_rewound.connect(forecasts_take_back)
