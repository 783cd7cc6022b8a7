"""Forecasts of models that are trained already: on demand, and for bars that are new."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Max

from apps.core.typed.skipped import failures_text
from apps.forecasts.errors import NotForecastableError, TooFewBarsError
from apps.forecasts.models import Forecast, ModelVersion
from apps.forecasts.scoring.due import forecasts_score
from apps.forecasts.selectors import versions_usable
from apps.forecasts.services import forecasts_store, replays_store
from apps.forecasts.training.making import dataset_make, forecast_make
from apps.forecasts.training.replays import missed_since
from apps.forecasts.training.storage import good_version
from apps.forecasts.types import MODELS, SCORE_STEP, STEP_OF
from apps.forecasts.universe import Universe, universe_chosen, universe_system, universe_with
from apps.instruments.calendars import bar_close
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.market_clock import market_replayed
from apps.instruments.selectors import instrument_get, instruments_by_symbol, panel_version
from apps.jobs.types import JobContext, JobOutcome
from ml.errors import InsufficientDataError, NumericError
from ml.pipelines.forecasting import predict, record
from ml.pipelines.training import Dataset

_NOT_FORECAST: Final = "symbols with new bars could not be forecast"


def issue_symbol(context: JobContext, symbol: str, kind: str) -> JobOutcome:
    """Forecast one symbol by the newest sound version of a model."""
    instrument = instrument_get(symbol=symbol, user_id=context.owner_id)
    usable = versions_usable(kind=kind, user_id=context.owner_id)
    whole = (version for version in usable if _pool_is_there(version))
    version, bundle = good_version(whole, kind)
    universe, key = universe_with(_universe_of(version), instrument)
    data = dataset_make(universe)
    context.step("Forecast")
    track = record(data, predict(bundle, data), only=[key])
    owner_id = instrument.owner_id if version.owner_id is None else version.owner_id
    try:
        new = forecast_make(data, bundle, track, universe, key, owner_id=owner_id)
    except InsufficientDataError as error:
        raise TooFewBarsError(
            symbol, observations=error.observations, needed=error.needed
        ) from error
    except NumericError as error:
        raise NotForecastableError(symbol, str(error)) from error
    stored = forecasts_store(version, [new], job_id=context.job_id)
    return JobOutcome({"symbol": symbol, "model": kind, "issued": stored})


def _pool_is_there(version: ModelVersion) -> bool:
    """Whether all that a private version learnt from, and compares with, can still be read."""
    if version.owner_id is None:
        return True
    try:
        instruments_by_symbol(symbols=version.pool, user_id=version.owner_id)
    except UnknownSymbolError:
        return False
    return True


def _universe_of(version: ModelVersion) -> Universe:
    if version.owner_id is None:
        return universe_system()
    return universe_chosen(symbols=version.pool, user_id=version.owner_id)


def issue_new_bars(context: JobContext) -> JobOutcome:
    """Score what has come out, then forecast every instrument with a newer bar; trains nothing.

    Bars that arrive meanwhile are looked at too: while this runs, asking for it once more is
    answered with this very job.
    """
    scored = issued = 0
    failed: dict[str, str] = {}
    while True:
        version = panel_version("1d")
        context.step(SCORE_STEP)
        scored += forecasts_score(on_chunk=lambda _done: context.check_cancelled())
        trained = [kind for kind in MODELS if versions_usable(kind=kind).exists()]
        if not trained:
            return JobOutcome(
                {"issued": 0, "scored": scored},
                message="No model is trained yet, so no forecast was issued.",
            )
        issued += _issue_all(context, trained, failed)
        if market_replayed():
            # Of the days that a jump let in at once most have come out by now.
            scored += forecasts_score(on_chunk=lambda _done: context.check_cancelled())
        if panel_version("1d") == version:
            found = "" if issued else failures_text(failed, of=len(failed), what=_NOT_FORECAST)
            return JobOutcome({"issued": issued, "scored": scored}, message=found)


def _issue_all(context: JobContext, trained: Sequence[str], failed: dict[str, str]) -> int:
    universe = universe_system()
    data: Dataset | None = None
    issued = 0
    context.step("Forecast")
    for place, kind in enumerate(trained):
        context.check_cancelled()
        context.progress(place / len(trained), STEP_OF[kind])
        keys = _behind(universe, kind)
        if keys:
            data = data or dataset_make(universe)
            issued += _reissue(context, universe, data, kind, keys, failed)
    return issued


def _behind(universe: Universe, kind: str) -> dict[str, datetime | None]:
    """Return the columns with a newer bar than their last forecast, and from when that is."""
    rows = Forecast.objects.filter(owner__isnull=True, model=kind, interval="1d")
    newest = dict(rows.order_by().values_list("instrument_id").annotate(Max("as_of")))
    return {
        key: newest.get(one.id)
        for key, one in universe.instruments.items()
        if one.last_bar is not None
        and (one.id not in newest or newest[one.id] < bar_close(one, one.last_bar))
    }


def _reissue(
    context: JobContext,
    universe: Universe,
    data: Dataset,
    kind: str,
    keys: Mapping[str, datetime | None],
    failed: dict[str, str],
) -> int:
    version, bundle = good_version(versions_usable(kind=kind), kind)
    track = record(data, predict(bundle, data), only=list(keys))
    new = []
    for key, newest in keys.items():
        if newest is not None and market_replayed():
            replays_store(version, missed_since(data, track, universe, key, newest, kind))
        try:
            new.append(forecast_make(data, bundle, track, universe, key, owner_id=None))
        except NumericError as error:
            failed[key] = str(error)
            context.log(f"{key}: {error}")
    return forecasts_store(version, new, job_id=context.job_id)
