"""Instruments of one's own: how they go."""

from django.db import transaction

from apps.instruments.intervals import SECONDS
from apps.instruments.models import InstrumentRow
from apps.instruments.signals import instrument_removed
from apps.instruments.store import bars_delete


@transaction.atomic
def own_delete(*, instrument_id: int, symbol: str, owner_id: int) -> None:
    """Delete a person's instrument with its bars, and let other apps take away what is about it."""
    bars_delete(instrument_ids=[instrument_id], intervals_s=list(SECONDS.values()))
    InstrumentRow.objects.filter(pk=instrument_id, owner_id=owner_id).delete()
    instrument_removed.send(symbol, owner_id)
