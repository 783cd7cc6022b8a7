"""The record's beginning: the sessions before a first training, forecast as they were then.

Every forecast comes from a model whose training ended before its bar, with intervals and
probabilities from outcomes that were known at it, by the code that issues today's. The ledger says
of each that it was replayed, and when it was written down.
"""

from collections.abc import Callable
from datetime import datetime

import numpy as np

from apps.forecasts.models import ModelVersion
from apps.forecasts.scoring.due import session_of
from apps.forecasts.services import NewForecast, replays_done, replays_store
from apps.forecasts.training.rows import replay_shape
from apps.forecasts.types import DEFAULT_MODELS, REPLAYED_BARS
from apps.forecasts.universe import Universe
from apps.instruments.market_clock import market_replayed
from apps.jobs.types import JobContext
from ml.evaluation.track import Track
from ml.pipelines.issuing import issue_past
from ml.pipelines.training import Dataset


def replay_sessions(
    context: JobContext,
    universe: Universe,
    data: Dataset,
    version: ModelVersion,
    track: Callable[[], Track],
) -> None:
    """Write what a model would have said of the last sessions, if it opens its kind's record.

    Parameters
    ----------
    context : JobContext
        Asked between symbols whether to go on.
    universe, data : Universe, Dataset
        What the model was trained on.
    version : ModelVersion
        The system's model; a later one of its kind replays nothing.
    track : callable
        Gives what the model said of its whole history; called only if it is needed.
    """
    if version.replayed_at is not None or not _opens(version):
        return
    said = track()
    for key in universe.pool:
        context.check_cancelled()
        instrument = universe.instruments[key]
        past = issue_past(data, said, key, REPLAYED_BARS)
        replays_store(version, [replay_shape(one, instrument, model=version.kind) for one in past])
    replays_done(version)


def replay_is_trained() -> bool:
    """Return whether the market is replayed by models that are whole, with their record opened.

    Refits fall on the first day of odd years, so in a replay of a year a training of the system's
    own would only store the same models again, and say a second time what was said.
    """
    if not market_replayed():
        return False
    opened = ModelVersion.objects.filter(owner__isnull=True, replayed_at__isnull=False)
    return set(DEFAULT_MODELS) <= set(opened.values_list("kind", flat=True))


def _opens(version: ModelVersion) -> bool:
    oldest = ModelVersion.objects.filter(owner__isnull=True, kind=version.kind).order_by("pk")
    return oldest.values_list("pk", flat=True).first() == version.pk


def missed_since(
    data: Dataset, track: Track, universe: Universe, key: str, newest: datetime, model: str
) -> list[NewForecast]:
    """Return forecasts of the bars between the newest forecast and the last bar, as they were then.

    A replay that goes to a later date lets many sessions in at once, and the ledger has no gap.
    """
    instrument = universe.instruments[key]
    rows = data.frame.rows_of(data.frame.symbols.index(key))
    later = data.frame.dates[rows] > np.datetime64(session_of(newest), "D")
    past = issue_past(data, track, key, max(int(later.sum()) - 1, 0))
    return [replay_shape(one, instrument, model=model) for one in past]
