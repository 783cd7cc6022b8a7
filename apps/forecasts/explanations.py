"""Forecasts and scores as documents that "Why this number?" can read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import utc_iso
from apps.core.errors import NotFoundError
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.forecasts.answers import Prediction
from apps.forecasts.mappers import ledger_row
from apps.forecasts.scoring.summary import issued_record
from apps.forecasts.selectors import (
    forecast_answer,
    intraday_answer,
    issued_by_now,
    leaderboard,
)
from apps.forecasts.serializers import LeaderboardQuerySerializer, PredictionQuerySerializer
from apps.forecasts.services import model_check, wanted_interval
from apps.forecasts.types import INTRADAY_MODEL, MODELS

_FORECAST = "Walk-forward model on daily features of stored bars"


class LedgerEntryQuery(serializers.Serializer[object]):
    """Which issued forecast."""

    id = serializers.IntegerField(min_value=1)


def connect() -> None:
    """Register the documents."""
    explanations.register("forecasts.prediction", prediction, answers_past=True)
    explanations.register("forecasts.leaderboard", board, answers_past=True)
    explanations.register("forecasts.ledger", ledger, answers_past=True)
    explanations.register("forecasts.record", record, answers_past=True)


def prediction(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the stored forecast."""
    question = asked(PredictionQuerySerializer, params)
    model, horizon = question.get("model"), question["horizon"]
    model_check(model, allowed=(*MODELS, INTRADAY_MODEL))
    instrument, interval = wanted_interval(
        symbol=question["symbol"],
        user_id=user_id,
        interval="1m" if model == INTRADAY_MODEL else question.get("interval"),
    )
    answer = (
        intraday_answer(instrument=instrument, horizon=horizon)
        if interval == "1m"
        else forecast_answer(instrument=instrument, user_id=user_id, model=model, horizon=horizon)
    )
    if answer is None:
        raise NotFoundError(f"No forecast of {instrument.symbol} has been issued yet.")
    provider = instrument.intraday_source if interval == "1m" else instrument.source
    count = answer.skill["observations"] or answer.interval_scores
    source = f"{_FORECAST} of {instrument.symbol}"
    return Shown(_completed(answer), source, provider, utc_iso(answer.as_of), count)


@dataclass(frozen=True)
class _Worst:
    """The group of the days in which the intervals did worst."""

    group: str
    coverage: float | None
    observations: None


def _completed(answer: Prediction) -> dict[str, Any]:
    """Add what the screens derive: changes, the last step, groups of coverage by their words."""
    last, detail = answer.last_price, answer.coverage_detail
    steps = [{**one, "change": one["predicted_price"] / last - 1.0} for one in answer.steps]
    worst = _Worst("Worst 60 days", detail.worst_60_days if detail else None, None)
    volatility = detail.by_volatility if detail else ()
    groups = [
        worst,
        *(replace(row, group=f"{row.group.capitalize()} volatility") for row in volatility),
        *(detail.by_year if detail else ()),
    ]
    more = {
        "steps": steps,
        "last_step": steps[-1],
        "predicted_change": answer.predicted_price / last - 1.0,
        "groups": groups,
    }
    return {**plain(answer), **plain(more)}


def board(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return every model's scores."""
    question = asked(LeaderboardQuerySerializer, params)
    rows = leaderboard(user_id=user_id, **question)
    if not rows:
        raise NotFoundError("No model has been scored yet.")
    about = question["symbol"] or "all symbols"
    return Shown(
        {"models": plain(rows)},
        f"Walk-forward forecasts of {about}",
        "own models on stored history",
        utc_iso(max(row.trained_at for row in rows)),
        max(row.skill["observations"] for row in rows),
    )  # fmt: skip


def record(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return how the forecasts that were issued came out."""
    question = asked(LeaderboardQuerySerializer, params)
    rows = issued_record(user_id=user_id, **question)
    if not rows:
        raise NotFoundError("No forecast has been issued yet.")
    about = question["symbol"] or "all symbols"
    known = [row.last for row in rows if row.last is not None]
    return Shown(
        {"models": plain(rows)},
        f"Ledger of issued forecasts of {about}, {question['horizon']} ahead",
        "own models on stored history",
        utc_iso(max(known)) if known else "",
        max(row.scored for row in rows),
    )


def ledger(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return one issued forecast with its outcome."""
    question = asked(LedgerEntryQuery, params)
    row = issued_by_now(user_id).filter(pk=question["id"]).first()
    if row is None:
        raise NotFoundError("You have no issued forecast with this id.")
    found = ledger_row(row)
    last = found.steps[-1]
    document = plain(found)
    document["last_step"] = last
    came = found.outcome.steps if found.outcome else ()
    document["last_outcome"] = plain(next((one for one in came if one.step == last["step"]), None))
    document["change"] = last["predicted_price"] / found.last_price - 1.0
    source = f"Ledger of issued forecasts, hash {row.forecast_hash[:16]}"
    return Shown(document, source, row.model, utc_iso(row.as_of), len(found.steps))
