"""The record's beginning: the sessions before a first training, forecast as they were then.

Every forecast comes from a model whose training ended before its bar, with intervals and
probabilities from outcomes that were known at it, by the code that issues today's. The ledger says
of each that it was replayed, and when it was written down.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

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
from ml.pipelines.forecasting import scores_then
from ml.pipelines.issuing import issue_past
from ml.pipelines.training import Dataset

if TYPE_CHECKING:
    from ml.evaluation.scorecard import Scorecard

MEASURED_EVERY: Final = 21
"""Bars between two measurements of a model's skill in a replayed year, a month of sessions: each
takes as long as four forecasts."""


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
        past = _past(data, said, universe, key, version.kind, REPLAYED_BARS, MEASURED_EVERY)
        replays_store(version, list(past))
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

    A replay that goes to a later date lets many sessions in at once, and the ledger has no gap. How
    good the model was is measured as often as in a replayed year: at each of a hundred sessions
    it would take longer than all their forecasts.
    """
    rows = data.frame.rows_of(data.frame.symbols.index(key))
    later = data.frame.dates[rows] > np.datetime64(session_of(newest), "D")
    missed = max(int(later.sum()) - 1, 0)
    return list(_past(data, track, universe, key, model, missed, MEASURED_EVERY))


def _past(
    data: Dataset, track: Track, universe: Universe, key: str, model: str, bars: int, every: int
) -> Iterator[NewForecast]:
    """Yield the forecasts of a symbol's last bars but the very last, oldest first.

    At one in `every` of them it is measured how good the model was, from outcomes known by then.
    """
    instrument = universe.instruments[key]
    rows = data.frame.rows_of(data.frame.symbols.index(key))
    cards: tuple[Scorecard, ...] = ()
    for number, issue in enumerate(issue_past(data, track, key, bars)):
        anew = number % every == 0
        if anew:
            row = rows.start + int(np.searchsorted(data.frame.dates[rows], issue.as_of))
            cards = scores_then(data, track, key, row)
        yield replay_shape(issue, instrument, cards, model=model, anew=anew)
