"""The two things that training and issuing share: the numbers to work on, and one forecast."""

import numpy as np

from apps.forecasts.errors import LeakingDataError, NotTrainableError, TooFewBarsError
from apps.forecasts.services import NewForecast
from apps.forecasts.training.rows import forecast_shape
from apps.forecasts.universe import Universe, early_closers
from ml.errors import InsufficientDataError, LeakageError
from ml.evaluation.track import Track
from ml.pipelines.bundle import Bundle
from ml.pipelines.forecasting import symbol_scores
from ml.pipelines.issuing import forecastable, issue, why_not_forecastable
from ml.pipelines.training import Dataset, dataset


def dataset_make(universe: Universe) -> Dataset:
    """Return features, targets and folds of a universe, or the reason why there are none."""
    try:
        return dataset(
            universe.keys,
            universe.dates,
            universe.closes,
            pool=universe.pool,
            until=None if universe.until is None else np.datetime64(universe.until),
            early=early_closers(universe),
        )
    except InsufficientDataError as error:
        names = ", ".join(universe.pool[:5])
        if (bars := _bars_of_pool(universe)) >= error.needed:
            raise NotTrainableError(
                names, bars=bars, observations=error.observations, needed=error.needed
            ) from error
        raise TooFewBarsError(
            names,
            observations=error.observations,
            needed=error.needed,
            together=len(universe.pool) > 1,
        ) from error
    except LeakageError as error:
        raise LeakingDataError(f"{error} No model is trained on it.") from error


def _bars_of_pool(universe: Universe) -> int:
    """Return the days on which a member of the pool has a close, whatever can be made of it."""
    members = [universe.keys.index(key) for key in universe.pool]
    return int(np.isfinite(universe.closes[:, members]).any(axis=1).sum())


def forecast_make(
    data: Dataset,
    bundle: Bundle,
    track: Track,
    universe: Universe,
    key: str,
    *,
    owner_id: int | None,
) -> NewForecast:
    """Return the forecast of one column; NumericError with the reason when it can have none."""
    instrument = universe.instruments[key]
    if not forecastable(data, key):
        raise why_not_forecastable(data, key)
    issued = issue(bundle, data, track, key, label=instrument.symbol)
    cards = symbol_scores(data, track, key)
    return forecast_shape(
        issued, instrument, cards, model=bundle.kind, owner_id=owner_id, notices=data.notices
    )
