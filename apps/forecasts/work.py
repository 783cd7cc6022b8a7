"""Training and issuing: the one place of this app that loads training libraries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from apps.forecasts.errors import LeakingDataError, TooFewBarsError
from apps.forecasts.models import Forecast, ModelVersion
from apps.forecasts.selectors import versions_usable
from apps.forecasts.services import NewForecast, NewVersion, forecasts_store, version_store
from apps.forecasts.shapes import day_of, forecast_shape, scores_shape
from apps.forecasts.storage import (
    good_version,
    model_folder,
    model_load,
    model_save,
    models_prune,
)
from apps.forecasts.types import (
    DEFAULT_MODELS,
    ENSEMBLE,
    LOAD_STEP,
    MODELS,
    SEED,
    STEP_OF,
    TRAIN,
)
from apps.forecasts.universe import (
    Universe,
    universe_chosen,
    universe_system,
    universe_with,
)
from apps.jobs.types import JobContext, JobOutcome
from apps.market.selectors import instrument_get
from ml.errors import InsufficientDataError, LeakageError, ModelFileError
from ml.models.registry import MEMBERS
from ml.pipelines.bundle import Bundle
from ml.pipelines.forecasting import (
    forecastable,
    pooled_scores,
    predict,
    record,
    symbol_scores,
)
from ml.pipelines.forecasting import (
    issue as issue_one,
)
from ml.pipelines.training import HORIZONS, Dataset, dataset, ensemble
from ml.pipelines.training import train as train_kind

# One thread: the cores are shared with the other processes, and sums keep their order.
torch.set_num_threads(1)


@dataclass(slots=True)
class Run:
    """One training under way."""

    context: JobContext
    owner_id: int | None
    universe: Universe
    data: Dataset
    bundles: dict[str, Bundle] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


def train(context: JobContext) -> JobOutcome:
    """Train models one after the other; each one's forecasts are stored as soon as it is ready."""
    context.step(LOAD_STEP)
    symbols = context.params.get("symbols")
    if symbols:
        universe = universe_chosen(symbols=symbols, user_id=context.owner_id)
    else:
        universe = universe_system()
    # What a person trains on the whole universe is what the system would have trained.
    run = Run(context, context.owner_id if symbols else None, universe, _dataset(universe))
    horizon = int(context.params.get("horizon", 1))
    asked = context.params.get("models") or DEFAULT_MODELS
    trained = [_trained(run, kind, horizon, shown=kind in asked) for kind in _plan(asked)]
    result = {
        "data_version": run.data.version,
        "symbols": list(universe.pool),
        "horizon": horizon,
        "models": [row for row in trained if row["model"] in asked],
        "skipped": [{"symbol": key, "reason": why} for key, why in run.skipped.items()],
    }
    return JobOutcome(result)


def _plan(asked: Sequence[str]) -> tuple[str, ...]:
    """Return what has to be trained, in order: an ensemble needs its members first."""
    needed = {*asked, *(MEMBERS if ENSEMBLE in asked else ())}
    return tuple(kind for kind in MODELS if kind in needed)


def _dataset(universe: Universe) -> Dataset:
    try:
        return dataset(universe.keys, universe.dates, universe.closes, pool=universe.pool)
    except InsufficientDataError as error:
        names = ", ".join(universe.pool[:5])
        raise TooFewBarsError(
            names, observations=error.observations, needed=error.needed, unit="usable daily"
        ) from error
    except LeakageError as error:
        raise LeakingDataError(f"{error} Check the data for misplaced dates.") from error


def _trained(run: Run, kind: str, horizon: int, *, shown: bool) -> dict[str, Any]:
    run.context.step(STEP_OF[kind])
    version = _version_row(run, kind)
    bundle = run.bundles[kind] = _stored(version) or _fitted(run, kind)
    if not shown:
        return {"model": kind}
    predictions = predict(bundle, run.data)
    track = record(run.data, predictions)
    run.context.check_cancelled()
    scores = scores_shape(pooled_scores(run.data, track))
    issued = [
        shape
        for key in run.universe.keys
        if (shape := _issued(run, bundle, track, key)) is not None
    ]
    folder = model_folder(run.data.version, SEED, kind)
    new = NewVersion(
        owner_id=run.owner_id,
        kind=kind,
        horizons=HORIZONS,
        data_version=run.data.version,
        pool=run.universe.pool,
        first_bar=day_of(run.universe.dates[0]),
        last_bar=day_of(run.universe.dates[-1]),
        folder=folder,
        sha256=model_save(bundle, folder),
        scores=scores,
    )
    version_store(new, issued, job_id=run.context.job_id)
    if run.owner_id is None:
        models_prune(kind)
    run.context.log(f"{STEP_OF[kind]}: {len(issued)} forecasts")
    return {"model": kind, "forecasts": len(issued), "skill": scores[horizon - 1]["skill"]}


def _version_row(run: Run, kind: str) -> ModelVersion | None:
    return ModelVersion.objects.filter(
        owner_id=run.owner_id, kind=kind, data_version=run.data.version, seed=SEED
    ).first()


def _stored(version: ModelVersion | None) -> Bundle | None:
    """Return what an earlier attempt trained on the same data, if its files are sound."""
    if version is None:
        return None
    try:
        return model_load(version)
    except ModelFileError:
        return None  # trained again and written anew


def _fitted(run: Run, kind: str) -> Bundle:
    if kind == ENSEMBLE:
        return ensemble([run.bundles[member] for member in MEMBERS])
    place, count = TRAIN.steps.index(STEP_OF[kind]), len(TRAIN.steps)

    def on_fold(done: int, total: int) -> None:
        run.context.check_cancelled()
        run.context.progress((place + done / total) / count, f"Fold {done + 1} of {total}")

    return train_kind(run.data, kind, seed=SEED, on_fold=on_fold)


def _issued(run: Run, bundle: Bundle, track: Any, key: str) -> NewForecast | None:
    try:
        return _forecast(run.data, bundle, track, run.universe, key, owner_id=run.owner_id)
    except InsufficientDataError as error:
        run.skipped[key] = str(error)
        return None


def _forecast(
    data: Dataset,
    bundle: Bundle,
    track: Any,
    universe: Universe,
    key: str,
    *,
    owner_id: int | None,
) -> NewForecast:
    instrument = universe.instruments[key]
    if not forecastable(data, key):
        rows = data.frame.rows_of(data.frame.symbols.index(key))
        raise InsufficientDataError(rows.stop - rows.start, rows.stop - rows.start + 1)
    issued = issue_one(bundle, data, track, key, label=instrument.symbol)
    cards = symbol_scores(data, track, key)
    return forecast_shape(issued, instrument, cards, model=bundle.kind, owner_id=owner_id)


def issue(context: JobContext) -> JobOutcome:
    """Issue forecasts of trained models: of one symbol that was asked for, or of all new bars."""
    context.step(LOAD_STEP)
    symbol = context.params.get("symbol")
    if symbol:
        return _issue_symbol(context, symbol, context.params["model"])
    return _issue_new_bars(context)


def _issue_symbol(context: JobContext, symbol: str, kind: str) -> JobOutcome:
    instrument = instrument_get(symbol=symbol, user_id=context.owner_id)
    version, bundle = good_version(versions_usable(kind=kind, user_id=context.owner_id), kind)
    universe, key = universe_with(_universe_of(version, context.owner_id), instrument)
    data = _dataset(universe)
    context.step("Forecast")
    track = record(data, predict(bundle, data), only=[key])
    owner_id = instrument.owner_id if version.owner_id is None else version.owner_id
    try:
        new = _forecast(data, bundle, track, universe, key, owner_id=owner_id)
    except InsufficientDataError as error:
        raise TooFewBarsError(
            symbol, observations=error.observations, needed=error.needed
        ) from error
    stored = forecasts_store(version, [new], job_id=context.job_id)
    return JobOutcome({"symbol": symbol, "model": kind, "issued": stored})


def _universe_of(version: ModelVersion, user_id: int | None) -> Universe:
    if version.owner_id is None:
        return universe_system()
    return universe_chosen(symbols=version.pool, user_id=user_id)


def _issue_new_bars(context: JobContext) -> JobOutcome:
    """Forecast every instrument that has a bar newer than its last forecast; trains nothing."""
    trained = [kind for kind in MODELS if versions_usable(kind=kind).exists()]
    if not trained:
        return JobOutcome({"issued": 0})
    universe = universe_system()
    data: Dataset | None = None
    issued = 0
    context.step("Forecast")
    for place, kind in enumerate(trained):
        context.check_cancelled()
        context.progress(place / len(trained), STEP_OF[kind])
        keys = _behind(universe, kind)
        if keys:
            data = data or _dataset(universe)
            issued += _reissue(context, universe, data, kind, keys)
    return JobOutcome({"issued": issued})


def _behind(universe: Universe, kind: str) -> list[str]:
    rows = Forecast.objects.filter(owner__isnull=True, model=kind, interval="1d")
    newest: dict[int, Any] = {}
    for instrument_id, as_of in rows.order_by("as_of").values_list("instrument_id", "as_of"):
        newest[instrument_id] = as_of.date()
    return [
        key
        for key, one in universe.instruments.items()
        if one.last_bar is not None and (one.id not in newest or newest[one.id] < one.last_bar)
    ]


def _reissue(
    context: JobContext, universe: Universe, data: Dataset, kind: str, keys: list[str]
) -> int:
    version, bundle = good_version(versions_usable(kind=kind), kind)
    track = record(data, predict(bundle, data), only=keys)
    new = []
    for key in keys:
        try:
            new.append(_forecast(data, bundle, track, universe, key, owner_id=None))
        except InsufficientDataError as error:
            context.log(f"{key}: {error}")
    return forecasts_store(version, new, job_id=context.job_id)
