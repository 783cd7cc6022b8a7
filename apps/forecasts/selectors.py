"""Questions about stored forecasts and models; everyone sees the system's and their own."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from apps.forecasts.documents import leaderboard_row, prediction_document
from apps.forecasts.models import Forecast, IntradayForecast, ModelVersion, SymbolScore
from apps.forecasts.types import MAX_HORIZON, PREFERENCE
from apps.market.selectors import instrument_get
from apps.market.types import Instrument


def mine(user_id: int | None) -> Q:
    """Return the filter of what a person may see."""
    return Q(owner__isnull=True) | Q(owner_id=user_id)


def forecast_latest(
    *, instrument: Instrument, user_id: int | None, model: str | None = None
) -> Forecast | None:
    """Return the newest daily forecast of an instrument, by the best model that has one."""
    rows = Forecast.objects.filter(mine(user_id), instrument_id=instrument.id, interval="1d")
    if model is not None:
        return rows.filter(model=model).select_related("version").first()
    newest = rows.values_list("as_of", flat=True).first()
    found = list(rows.filter(as_of=newest).select_related("version")) if newest else []
    # The rows come newest first and `min` keeps the first of equals.
    return min(found, key=lambda row: PREFERENCE.index(row.model), default=None)


def forecast_answer(
    *, instrument: Instrument, user_id: int | None, model: str | None, horizon: int
) -> dict[str, Any] | None:
    """Return the answer of `GET /prediction` for daily bars; None when nothing is stored."""
    found = forecast_latest(instrument=instrument, user_id=user_id, model=model)
    if found is None:
        return None
    scores = SymbolScore.objects.filter(version_id=found.version_id, instrument_id=instrument.id)
    return prediction_document(found, scores.values_list("scores", flat=True).first(), horizon)


def intraday_answer(*, instrument: Instrument, horizon: int) -> dict[str, Any] | None:
    """Return the newest minute forecast of a streaming instrument; None before its first one."""
    row = IntradayForecast.objects.filter(instrument_id=instrument.id).first()
    if row is None:
        return None
    document: dict[str, Any] = dict(row.document)
    by_horizon = document.pop("by_horizon")
    steps = document.pop("steps")[:horizon]
    return {**document, **by_horizon[horizon - 1], "horizon": horizon, "steps": steps}


def versions_usable(*, kind: str, user_id: int | None = None) -> QuerySet[ModelVersion]:
    """Return the versions of a kind that a person may use, newest first."""
    return ModelVersion.objects.filter(mine(user_id), kind=kind)


def leaderboard(*, user_id: int, symbol: str = "", horizon: int = 1) -> Sequence[dict[str, Any]]:
    """Return the newest version of each model with all its scores, best R2 first: 1-3 queries."""
    newest: dict[str, ModelVersion] = {}
    for version in ModelVersion.objects.filter(mine(user_id)):
        newest.setdefault(version.kind, version)
    if not symbol:
        rows = [leaderboard_row(row, row.scores, horizon, "") for row in newest.values()]
    else:
        rows = _of_symbol(newest, symbol, user_id, horizon)
    return sorted(rows, key=_rank)


def _of_symbol(
    newest: dict[str, ModelVersion], symbol: str, user_id: int, horizon: int
) -> list[dict[str, Any]]:
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    versions = {version.pk: version for version in newest.values()}
    found = SymbolScore.objects.filter(instrument_id=instrument.id, version_id__in=versions)
    return [
        leaderboard_row(versions[row.version_id], row.scores, horizon, instrument.symbol)
        for row in found
    ]


def _rank(row: dict[str, Any]) -> tuple[float, str]:
    skill = row["skill"]["r2_vs_random_walk"]
    return (float("inf") if skill is None else -skill, row["model"])


def ledger_rows(*, user_id: int, symbol: str = "", model: str = "") -> QuerySet[Forecast]:
    """Return issued forecasts that a person may see, for a paginating view."""
    rows = Forecast.objects.filter(mine(user_id)).defer("version")
    if symbol:
        rows = rows.filter(instrument_id=instrument_get(symbol=symbol, user_id=user_id).id)
    if model:
        rows = rows.filter(model=model)
    return rows.order_by("-issued_at", "-id")


def prediction_snapshot(*, symbol: str, user_id: int) -> dict[str, Any]:
    """Return the newest forecast of a symbol; nulls in place of its head when there is none."""
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    answer = forecast_answer(
        instrument=instrument, user_id=user_id, model=None, horizon=MAX_HORIZON
    ) or intraday_answer(instrument=instrument, horizon=MAX_HORIZON)
    return answer or {"symbol": instrument.symbol, "model": None, "as_of": None, "interval": None}
