"""Removing an instrument."""

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.provider_keys import require_owner
from apps.instruments.models import DailyFeed, InstrumentRow, LatestQuote
from apps.instruments.services.own import own_delete
from apps.instruments.types import Instrument


def instrument_remove(*, user: User, instrument: Instrument) -> None:
    """Stop looking after a system instrument; a private one goes with all its bars.

    A removed instrument is not found, refreshed or trained on any more. What refers to it (a
    portfolio, a pair, a forecast of the past) still shows it as it was.
    """
    if instrument.owner_id is not None:
        own_delete(instrument_id=instrument.id, symbol=instrument.symbol, owner_id=user.pk)
        return
    require_owner(user=user)
    with transaction.atomic():
        InstrumentRow.objects.filter(pk=instrument.id).update(active=False)
        LatestQuote.objects.filter(instrument_id=instrument.id).delete()
        DailyFeed.objects.filter(instrument_id=instrument.id).delete()
