"""Second opinions, kept beside the bars that they are about and never among them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import isnan
from typing import Final

from apps.core import clock
from apps.instruments.mappers import instrument_from_row
from apps.instruments.models import InstrumentRow
from apps.instruments.types import Bars, Instrument
from apps.providers.shared.base import ProviderHistory
from apps.refresh.models import SecondOpinion

EVERY: Final = timedelta(hours=20)
"""Once a day, a while earlier than the day before."""


def opinions_due(moment: datetime) -> Sequence[Instrument]:
    """Return the providers' instruments without a second opinion of today, the oldest first."""
    rows = InstrumentRow.objects.filter(
        owner__isnull=True, active=True, last_bar__isnull=False
    ).exclude(provider="")
    asked = dict(SecondOpinion.objects.values_list("instrument_id", "asked_at"))
    latest = moment - EVERY
    due = [row for row in rows if asked.get(row.pk, latest) <= latest]
    due.sort(key=lambda row: (row.pk in asked, asked.get(row.pk, moment), row.pk))
    return [instrument_from_row(row) for row in due]


def opinion_store(*, instrument: Instrument, reported: ProviderHistory | None) -> bool:
    """Keep what another provider reported; return whether it is new.

    Parameters
    ----------
    instrument : Instrument
        What was asked about.
    reported : ProviderHistory or None
        Its bars that can still change are left out. None when no provider has the instrument: what
        one reported before stays.
    """
    before = SecondOpinion.objects.filter(pk=instrument.id).first() or SecondOpinion()
    changes: dict[str, object] = {"asked_at": clock.now()}
    if reported is not None:
        changes |= {"provider": reported.provider, "bars": _rows(reported.bars.settled)}
    row, _ = SecondOpinion.objects.update_or_create(pk=instrument.id, defaults=changes)
    return (row.provider, row.bars) != (before.provider, before.bars)


def _rows(bars: Bars) -> list[list[float | int | None]]:
    columns = (bars.open, bars.high, bars.low, bars.close, bars.volume)
    rows = zip(bars.timestamps.tolist(), *(one.tolist() for one in columns), strict=True)
    return [[at, *(None if isnan(value) else value for value in values)] for at, *values in rows]
