"""What was measured of models on symbols, day by day: written beside what was measured before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from apps.forecasts.answers.packed import cards_pack
from apps.forecasts.answers.stored import Card
from apps.forecasts.models import ModelVersion, SymbolScore

KEPT: Final = timedelta(days=3 * 366)
"""Of a model that goes on for longer, scores are kept that long: some 60 MB a year for 20 symbols
and 7 models that are measured every day."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores on an instrument from all outcomes that were known at a moment of the market."""

    instrument_id: int
    market_time: datetime
    cards: Sequence[Card]


def scores_store(version: ModelVersion, measured: Sequence[Measured]) -> None:
    """Write what was measured of a version; repeatable, part of the caller's transaction.

    What was measured before stays as it is, up to three years; the newest always does.
    """
    rows = [
        SymbolScore(
            version=version,
            instrument_id=one.instrument_id,
            market_time=one.market_time,
            packed=cards_pack(one.cards),
        )
        for one in measured
    ]
    SymbolScore.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["version", "instrument", "market_time"],
        update_fields=["packed"],
    )
    if rows:
        _forget_before(version, max(one.market_time for one in measured) - KEPT)


def _forget_before(version: ModelVersion, limit: datetime) -> None:
    old = SymbolScore.objects.filter(version=version, market_time__lt=limit)
    newer = SymbolScore.objects.filter(
        version=version,
        instrument=OuterRef("instrument"),
        market_time__gt=OuterRef("market_time"),
    )
    old.filter(Exists(newer)).delete()
