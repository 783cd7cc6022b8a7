"""Outcomes and replayed forecasts into their tables, many at a time.

The models' own way takes 40 times as long for an outcome, and for a forecast as long as making it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from apps.forecasts.models import Forecast
from apps.forecasts.scoring.outcomes import Scored

_OUTCOME: Final = """
    INSERT INTO forecasts_outcome (
        forecast_id, step, known_at, price, realised_return, error,
        inside_50, inside_80, inside_90, inside_95, brier, brier_base_rate, scored_at
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (forecast_id, step) DO NOTHING
"""
_FORECAST: Final = """
    INSERT INTO forecasts_forecast (
        owner_id, instrument_id, version_id, symbol, model, "interval", as_of, issued_at,
        market_time, replayed, next_target, last_price, content, explained, forecast_hash
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (version_id, instrument_id, forecast_hash) DO NOTHING
"""


def outcomes_insert(outcomes: Sequence[Scored], scored_at: datetime) -> None:
    """Write outcomes; one that is there stays as it is. Part of the caller's transaction."""
    if not outcomes:
        return
    moment = _moments()
    rows = [(*one[:2], moment(one.known_at), *one[3:], moment(scored_at)) for one in outcomes]
    with connection.cursor() as cursor:
        cursor.executemany(_OUTCOME, rows)


def forecasts_insert(forecasts: Sequence[Forecast]) -> None:
    """Write forecasts; one that is there stays as it is. Part of the caller's transaction."""
    if not forecasts:
        return
    moment, as_json = _moments(), connection.ops.adapt_json_value
    rows: list[Sequence[Any]] = [
        (
            one.owner_id,
            one.instrument_id,
            one.version_id,
            one.symbol,
            one.model,
            one.interval,
            moment(one.as_of),
            moment(one.issued_at),
            moment(one.market_time),
            one.replayed,
            moment(one.next_target),
            one.last_price,
            as_json(one.content, None),
            one.explained,
            one.forecast_hash,
        )
        for one in forecasts
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_FORECAST, rows)


def _moments() -> Callable[[datetime | None], Any]:
    """How this database takes a time; the same few times come again in many rows."""
    return lru_cache(maxsize=4096)(connection.ops.adapt_datetimefield_value)
