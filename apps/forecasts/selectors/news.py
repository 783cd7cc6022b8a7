"""The newest forecasts of several instruments, and what became of those before."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Abs

from apps.forecasts.answers import NewOutcome, Prediction
from apps.forecasts.answers.packed import cards_of, steps_of
from apps.forecasts.mappers import prediction
from apps.forecasts.models import Forecast, Outcome, SymbolScore
from apps.forecasts.selectors.stored import issued_by_now
from apps.forecasts.types import MAX_HORIZON, PREFERENCE
from apps.instruments.market_clock import known, past_moment

_LONGEST_REST: Final = timedelta(days=14)
"""No session lies further from the one before: the longest halt of an exchange here was a week."""


def forecasts_newest(*, instrument_ids: Sequence[int], user_id: int) -> list[Prediction]:
    """Return the newest daily forecast of each instrument that has one: 3 queries.

    Of several models the best one's, as `forecast_answer` chooses; in the order of the ids.
    """
    rows = issued_by_now(user_id).filter(instrument_id__in=instrument_ids, interval="1d")
    newest = rows.order_by().values_list("instrument_id").annotate(newest=Max("as_of"))
    named = [{"instrument_id": one, "as_of": as_of} for one, as_of in newest]
    found = _any_of(rows.select_related("version"), named)
    best: dict[int, Forecast] = {}
    for row in sorted(found, key=_preferred):
        best.setdefault(row.instrument_id, row)
    scores = _scores(best.values())
    return [
        prediction(row, scores.get((row.version_id, row.instrument_id)), MAX_HORIZON)
        for row in (best[one] for one in instrument_ids if one in best)
    ]


def outcomes_since(
    *, instrument_ids: Sequence[int], user_id: int, since: datetime
) -> list[NewOutcome]:
    """Return how the forecasts of one session ahead came out, an instrument each: 2 queries.

    Parameters
    ----------
    instrument_ids : sequence of int
        Whose.
    user_id : int
        Who asks; the system's forecasts and their own count.
    since : datetime
        Closes after this moment of the market count, and those up to its present.

    Returns
    -------
    list of NewOutcome
        The newest outcome of each instrument's best model, with counts of all of them.
    """
    outcomes = _scored(instrument_ids, user_id, since)
    counted = outcomes.order_by().values(
        instrument_id=F("forecast__instrument_id"), model=F("forecast__model")
    )
    counts = counted.annotate(
        known_at=Max("known_at"),
        scored=Count("id"),
        inside=Count("id", filter=Q(inside_90=True)),
        closer=Count("id", filter=Q(realised_return__isnull=False) & _CLOSER),
    )
    best: dict[int, Any] = {}
    for one in sorted(counts, key=lambda one: (-one["known_at"].timestamp(), _rank(one["model"]))):
        best.setdefault(one["instrument_id"], one)
    named = [
        {
            "forecast__instrument_id": one["instrument_id"],
            "forecast__model": one["model"],
            "known_at": one["known_at"],
        }
        for one in best.values()
    ]
    rows = _any_of(outcomes.select_related("forecast__instrument"), named)
    newest = {row.forecast.instrument_id: row for row in rows.order_by("pk")}
    return [_new_outcome(newest[one], best[one]) for one in instrument_ids if one in newest]


_CLOSER: Final = Q(missed__lt=F("went"))


def _scored(instrument_ids: Sequence[int], user_id: int, since: datetime) -> QuerySet[Outcome]:
    issued = issued_by_now(user_id).filter(
        instrument_id__in=instrument_ids, interval="1d", as_of__gt=since - _LONGEST_REST
    )
    rows = Outcome.objects.filter(
        forecast__in=issued, step=1, known_at__gt=since, realised_return__isnull=False
    ).annotate(missed=Abs("error"), went=Abs("realised_return"))
    moment = past_moment()
    return rows if moment is None else rows.filter(known_at__lte=moment)


def _new_outcome(row: Outcome, counts: dict[str, Any]) -> NewOutcome:
    forecast = row.forecast
    step = steps_of(forecast.content)[0]
    if row.price is None or row.error is None or row.realised_return is None:
        raise ValueError("an outcome without numbers was read as a scored one")
    return NewOutcome(
        symbol=forecast.symbol,
        model=forecast.model,
        as_of=forecast.as_of,
        at=row.known_at,
        last_price=forecast.last_price,
        predicted_price=step["predicted_price"],
        lower_90=step["lower_90"],
        upper_90=step["upper_90"],
        price=row.price,
        currency=forecast.instrument.currency,
        inside_90=bool(row.inside_90),
        closer_than_random_walk=abs(row.error) < abs(row.realised_return),
        scored=counts["scored"],
        inside_90_count=counts["inside"],
        closer_count=counts["closer"],
    )


def _scores(forecasts: Iterable[Forecast]) -> dict[tuple[int, int], Any]:
    wanted = [
        {"version_id": row.version_id, "instrument_id": row.instrument_id} for row in forecasts
    ]
    measured = known(SymbolScore.objects.all())
    later = measured.filter(
        version=OuterRef("version"),
        instrument=OuterRef("instrument"),
        market_time__gt=OuterRef("market_time"),
    )
    rows = _any_of(measured.filter(~Exists(later)), wanted)
    return {(row.version_id, row.instrument_id): cards_of(row.packed) for row in rows}


def _any_of(rows: QuerySet[Any], named: Iterable[dict[str, Any]]) -> QuerySet[Any]:
    """Return the rows that have all values of one of the named sets; none when none is named."""
    conditions = [Q(**one) for one in named]
    return rows.filter(reduce(or_, conditions)) if conditions else rows.none()


def _preferred(row: Forecast) -> tuple[int, float]:
    return _rank(row.model), -row.issued_at.timestamp()


def _rank(model: str) -> int:
    return PREFERENCE.index(model)
