"""Training and issuing: the one place of this app that loads training libraries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch

from apps.core.typed.skipped import Skipped
from apps.forecasts.answers import TrainedModel, TrainResult
from apps.forecasts.answers.stored import Card
from apps.forecasts.errors import NothingToLearnError
from apps.forecasts.issuing import issue_new_bars, issue_symbol
from apps.forecasts.models import ModelVersion
from apps.forecasts.scoring.due import forecasts_score
from apps.forecasts.services import NewForecast, NewVersion, version_store
from apps.forecasts.training.making import dataset_make, forecast_make
from apps.forecasts.training.replays import replay_is_trained, replay_sessions
from apps.forecasts.training.rows import day_of, scores_shape
from apps.forecasts.training.storage import model_folder, model_load, model_save, models_prune
from apps.forecasts.types import (
    DEFAULT_MODELS,
    ENSEMBLE,
    LOAD_STEP,
    MODELS,
    SCORE_STEP,
    SEED,
    STEP_OF,
    TRAIN,
    TRAINED_FOR_REPLAY,
    IssueQuestion,
    TrainQuestion,
)
from apps.forecasts.universe import Universe, system_instruments, universe_chosen, universe_system
from apps.jobs.types import JobContext, JobOutcome
from ml.errors import ModelFileError, NumericError
from ml.evaluation.track import Track
from ml.models.registry import MEMBERS
from ml.pipelines.bundle import Bundle
from ml.pipelines.forecasting import pooled_scores, predict, record
from ml.pipelines.training import HORIZONS, Dataset, ensemble
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


def train(context: JobContext) -> JobOutcome[TrainResult]:
    """Train models one after the other; each one's forecasts are stored as soon as it is ready."""
    context.step(LOAD_STEP)
    asked = context.question(TrainQuestion)
    symbols = asked.symbols
    if context.owner_id is None and not symbols and not system_instruments():
        # The schedule of an installation to which nobody has added a symbol yet.
        raise NothingToLearnError
    if context.owner_id is None and not symbols and replay_is_trained():
        stands = TrainResult("", (), asked.horizon, (), (), (TRAINED_FOR_REPLAY,))
        return JobOutcome(stands, message=TRAINED_FOR_REPLAY)
    if symbols:
        universe = universe_chosen(symbols=symbols, user_id=context.owner_id)
    else:
        universe = universe_system()
    # What a person trains on the whole universe is what the system would have trained.
    run = Run(context, context.owner_id if symbols else None, universe, dataset_make(universe))
    for notice in (*universe.notices, *run.data.notices):
        context.log(notice)
    models = asked.models or DEFAULT_MODELS
    trained = [_trained(run, kind, asked.horizon, shown=kind in models) for kind in _plan(models)]
    context.step(SCORE_STEP)
    forecasts_score(on_chunk=lambda _done: context.check_cancelled())
    result = TrainResult(
        data_version=run.data.version,
        symbols=tuple(universe.pool),
        horizon=asked.horizon,
        models=tuple(row for row in trained if row is not None and row.model in models),
        skipped=(*universe.skipped, *(Skipped(key, why) for key, why in run.skipped.items())),
        notices=(*universe.notices, *run.data.notices),
    )
    return JobOutcome(result)


def _plan(asked: Sequence[str]) -> tuple[str, ...]:
    """Return what has to be trained, in order: an ensemble needs its members first."""
    needed = {*asked, *(MEMBERS if ENSEMBLE in asked else ())}
    return tuple(kind for kind in MODELS if kind in needed)


def _trained(run: Run, kind: str, horizon: int, *, shown: bool) -> TrainedModel | None:
    run.context.step(STEP_OF[kind])
    version = _version_row(run, kind)
    stored = _stored(version)
    bundle = run.bundles[kind] = stored or _fitted(run, kind)
    if version is not None and stored is not None:
        # Its row, scores and forecasts were stored in one transaction; its replay was not.
        _replayed(run, version, lambda: record(run.data, predict(bundle, run.data)))
        forecast = version.symbol_scores.values("instrument").distinct().count()
        return _row(kind, forecast, version.scores, horizon)
    if not shown:
        return None
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
        last_bar=run.universe.until or day_of(run.universe.dates[-1]),
        folder=folder,
        sha256=model_save(bundle, folder),
        scores=scores,
    )
    version = version_store(new, issued, job_id=run.context.job_id)
    _replayed(run, version, lambda: track)
    if run.owner_id is None:
        models_prune(kind)
    run.context.log(f"{STEP_OF[kind]}: {len(issued)} forecasts")
    return _row(kind, len(issued), scores, horizon)


def _replayed(run: Run, version: ModelVersion, track: Callable[[], Track]) -> None:
    """Open the record of a first model at once: people see it while the others are trained."""
    if run.owner_id is None:
        replay_sessions(run.context, run.universe, run.data, version, track)
        forecasts_score(on_chunk=lambda _done: run.context.check_cancelled())


def _row(kind: str, forecasts: int, scores: list[Card], horizon: int) -> TrainedModel:
    return TrainedModel(kind, forecasts, scores[horizon - 1]["skill"])


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


def _issued(run: Run, bundle: Bundle, track: Track, key: str) -> NewForecast | None:
    try:
        return forecast_make(run.data, bundle, track, run.universe, key, owner_id=run.owner_id)
    except NumericError as error:
        run.skipped[key] = str(error)
        return None


def issue(context: JobContext) -> JobOutcome:
    """Issue forecasts of trained models: of one symbol that was asked for, or of all new bars."""
    context.step(LOAD_STEP)
    asked = context.question(IssueQuestion)
    if asked.symbol:
        return issue_symbol(context, asked.symbol, asked.model)
    return issue_new_bars(context)
