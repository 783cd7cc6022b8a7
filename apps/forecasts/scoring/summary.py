"""The record of what was issued: how the forecasts in the ledger came out, model by model."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Avg, Count, F, Max, Min, Q, Sum
from django.db.models.functions import Abs

from apps.forecasts.answers import RecordRow
from apps.forecasts.models import Forecast, Outcome
from apps.forecasts.types import LEVELS, MODELS
from apps.instruments.market_clock import past_moment
from apps.instruments.selectors import instrument_get


def issued_record(*, user_id: int, symbol: str = "", horizon: int = 1) -> Sequence[RecordRow]:
    """Return how the forecasts that were issued came out, one row a model: 2 queries.

    Parameters
    ----------
    user_id : int
        Who asks; the system's forecasts and their own count.
    symbol : str, optional
        Of this symbol only.
    horizon : int
        Steps ahead, from 1.
    """
    mine = Q(owner__isnull=True) | Q(owner_id=user_id)
    rows = Forecast.objects.filter(mine, interval="1d")
    if symbol:
        rows = rows.filter(instrument_id=instrument_get(symbol=symbol, user_id=user_id).id)
    outcomes = Outcome.objects.filter(forecast__in=rows, step=horizon)
    moment = past_moment()
    if moment is not None:
        rows = rows.filter(market_time__lte=moment)
        outcomes = outcomes.filter(forecast__market_time__lte=moment, known_at__lte=moment)
    issued = {
        one["model"]: one
        for one in rows.order_by()
        .values("model")
        .annotate(issued=Count("id"), replayed=Count("id", filter=Q(replayed=True)))
    }
    scored = {one["forecast__model"]: one for one in _sums(outcomes)}
    return [
        _row(model, symbol, horizon, issued[model], scored.get(model, {}))
        for model in MODELS
        if model in issued
    ]


def _sums(outcomes: Any) -> Any:
    shares = {
        f"level_{level}": Count("id", filter=Q(**{f"inside_{level}": True})) for level in LEVELS
    }
    return (
        outcomes.order_by()
        .values("forecast__model")
        .annotate(
            scored=Count("realised_return"),
            unknown=Count("id", filter=Q(realised_return__isnull=True)),
            first=Min("known_at"),
            last=Max("known_at"),
            wrong=Sum(F("error") * F("error")),
            moved=Sum(F("realised_return") * F("realised_return")),
            missed=Sum(Abs("error")),
            went=Sum(Abs("realised_return")),
            brier_mean=Avg("brier"),
            base_mean=Avg("brier_base_rate"),
            **shares,
        )
    )


def _row(
    model: str, symbol: str, horizon: int, issued: Mapping[str, Any], sums: Mapping[str, Any]
) -> RecordRow:
    scored = sums.get("scored", 0)
    return RecordRow(
        model=model,
        symbol=symbol.upper() or None,
        horizon=horizon,
        issued=issued["issued"],
        replayed=issued["replayed"],
        scored=scored,
        unknown=sums.get("unknown", 0),
        first=sums.get("first"),
        last=sums.get("last"),
        r2_vs_random_walk=_less(sums.get("wrong"), sums.get("moved")),
        mae_ratio=_ratio(sums.get("missed"), sums.get("went")),
        coverage={
            "50": _share(sums, 50, scored),
            "80": _share(sums, 80, scored),
            "90": _share(sums, 90, scored),
            "95": _share(sums, 95, scored),
            "observations": scored,
        },
        brier=sums.get("brier_mean"),
        brier_base_rate=sums.get("base_mean"),
    )


def _share(sums: Mapping[str, Any], level: int, scored: int) -> float | None:
    return sums[f"level_{level}"] / scored if scored else None


def _ratio(part: float | None, whole: float | None) -> float | None:
    """Return a quotient; None where nothing was scored or no price moved."""
    return None if part is None or not whole else part / whole


def _less(part: float | None, whole: float | None) -> float | None:
    ratio = _ratio(part, whole)
    return None if ratio is None else 1.0 - ratio
