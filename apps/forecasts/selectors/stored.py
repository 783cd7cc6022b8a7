"""Questions about stored forecasts and models; everyone sees the system's and their own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.core.typed.decoding import decode
from apps.forecasts.answers import LeaderboardRow, NoPrediction, Prediction
from apps.forecasts.answers.packed import cards_of
from apps.forecasts.mappers import leaderboard_row, prediction
from apps.forecasts.models import Forecast, IntradayForecast, ModelVersion, SymbolScore
from apps.forecasts.types import DEFAULT_MODELS, MAX_HORIZON, PREFERENCE
from apps.instruments.market_clock import feed_now, known
from apps.instruments.selectors import instrument_get
from apps.instruments.types import Instrument

if TYPE_CHECKING:
    from apps.forecasts.answers.stored import MinuteDocument


def mine(user_id: int | None) -> Q:
    """Return the filter of what a person may see."""
    return Q(owner__isnull=True) | Q(owner_id=user_id)


def issued_by_now(user_id: int | None) -> QuerySet[Forecast]:
    """Return what a person may see of the forecasts issued by the market's present."""
    return known(Forecast.objects.filter(mine(user_id)))


def forecast_latest(
    *, instrument: Instrument, user_id: int | None, model: str | None = None
) -> Forecast | None:
    """Return the newest daily forecast of an instrument, by the best model that has one."""
    rows = issued_by_now(user_id).filter(instrument_id=instrument.id, interval="1d")
    if model is not None:
        return rows.filter(model=model).select_related("version").first()
    newest = rows.values_list("as_of", flat=True).first()
    found = list(rows.filter(as_of=newest).select_related("version")) if newest else []
    # The rows come newest first and `min` keeps the first of equals.
    return min(found, key=lambda row: PREFERENCE.index(row.model), default=None)


def forecast_answer(
    *, instrument: Instrument, user_id: int | None, model: str | None, horizon: int
) -> Prediction | None:
    """Return the answer of `GET /prediction` for daily bars; None when nothing is stored."""
    found = forecast_latest(instrument=instrument, user_id=user_id, model=model)
    if found is None:
        return None
    scores = known(SymbolScore.objects.filter(version_id=found.version_id))
    own = scores.filter(instrument_id=instrument.id).order_by("-market_time").first()
    return prediction(found, cards_of(own.packed) if own else None, horizon)


def intraday_answer(*, instrument: Instrument, horizon: int) -> Prediction | None:
    """Return the newest minute forecast of a streaming instrument; None before its first one."""
    row = IntradayForecast.objects.filter(instrument_id=instrument.id).first()
    if row is None or row.as_of > feed_now():
        return None
    document: MinuteDocument = row.document
    head, steps = document["by_horizon"][horizon - 1], document["steps"][:horizon]
    common = {name: one for name, one in document.items() if name not in {"by_horizon", "steps"}}
    of_horizon = {"horizon": horizon, "steps": steps, "expired_at": _past(steps[-1]["target_time"])}
    return decode(Prediction, {**common, **head, **of_horizon})


def _past(moment: str) -> str | None:
    """Return a moment that is over; None while it is to come."""
    return moment if datetime.fromisoformat(moment) <= feed_now() else None


def versions_usable(*, kind: str, user_id: int | None = None) -> QuerySet[ModelVersion]:
    """Return the versions of a kind that a person may use, newest first."""
    return ModelVersion.objects.filter(mine(user_id), kind=kind)


def any_trained() -> bool:
    """Return whether the system has any model."""
    return ModelVersion.objects.filter(owner__isnull=True).exists()


def leaderboard(*, user_id: int, symbol: str = "", horizon: int = 1) -> Sequence[LeaderboardRow]:
    """Return the newest version of each model with all its scores, best R2 first: 1-2 queries.

    Rows compare models, so all were trained on the same instruments: those of the fullest
    training. One model trained alone, a training that was cancelled and what a person trained on
    symbols of their own do not get in between. Without a symbol the models are the system's.
    """
    if symbol:
        rows = _of_symbol(symbol, user_id, horizon)
    else:
        versions = known(ModelVersion.objects.filter(owner__isnull=True))
        rows = [leaderboard_row(one, one.scores, horizon, "") for one in _comparable(versions)]
    return sorted(rows, key=_rank)


def _of_symbol(symbol: str, user_id: int, horizon: int) -> list[LeaderboardRow]:
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    visible = known(ModelVersion.objects.filter(mine(user_id)))
    measured = known(SymbolScore.objects.filter(instrument_id=instrument.id))
    later = measured.filter(version=OuterRef("version"), market_time__gt=OuterRef("market_time"))
    found = measured.filter(~Exists(later), version__in=visible).select_related("version")
    scored = {row.version: cards_of(row.packed) for row in found}
    newest_first = sorted(scored, key=lambda one: (one.trained_at, one.pk), reverse=True)
    return [
        leaderboard_row(one, scored[one], horizon, instrument.symbol)
        for one in _comparable(newest_first)
    ]


def _comparable(newest_first: Iterable[ModelVersion]) -> list[ModelVersion]:
    """Return the newest version of each model of the pool with the most models, if equal newest."""
    pools: dict[tuple[object, ...], dict[str, ModelVersion]] = {}
    for version in newest_first:
        pools.setdefault((version.owner_id, *version.pool), {}).setdefault(version.kind, version)
    fullest = max(pools.values(), key=_usual_models, default={})
    return list(fullest.values())


def _usual_models(versions: Mapping[str, ModelVersion]) -> int:
    return len(versions.keys() & set(DEFAULT_MODELS))


def _rank(row: LeaderboardRow) -> tuple[float, str]:
    skill = row.skill["r2_vs_random_walk"]
    return (float("inf") if skill is None else -skill, row.model)


def ledger_rows(*, user_id: int, symbol: str = "", model: str = "") -> QuerySet[Forecast]:
    """Return issued forecasts that a person may see, for a paginating view."""
    rows = issued_by_now(user_id).defer("version").prefetch_related("outcomes")
    if symbol:
        rows = rows.filter(instrument_id=instrument_get(symbol=symbol, user_id=user_id).id)
    if model:
        rows = rows.filter(model=model)
    return rows.order_by("-market_time", "-id")


def prediction_snapshot(*, symbol: str, user_id: int) -> Prediction | NoPrediction:
    """Return the newest forecast of a symbol; nulls in place of its head when there is none."""
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    answer = forecast_answer(
        instrument=instrument, user_id=user_id, model=None, horizon=MAX_HORIZON
    ) or intraday_answer(instrument=instrument, horizon=MAX_HORIZON)
    return answer or NoPrediction(instrument.symbol)
