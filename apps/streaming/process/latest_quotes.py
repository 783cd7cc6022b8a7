"""Providers' prices into the store and to the screens; an older one never replaces a newer one."""

from collections.abc import Iterable

from apps.core import clock
from apps.instruments.announcing import announce_price
from apps.instruments.mappers import instrument_from_row
from apps.instruments.models import InstrumentRow, LatestQuote
from apps.instruments.types import Instrument
from apps.providers.shared.base import ProviderQuote

_FIELDS = ("price", "previous_close", "timestamp_us", "provider", "asked_at")


def quotes_store(quotes: Iterable[ProviderQuote]) -> int:
    """Store the newest price of each instrument, and publish it; return how many changed.

    A price in another currency than the instrument's bars is not its price.
    """
    newest: dict[str, ProviderQuote] = {}
    for quote in quotes:
        held = newest.get(quote.symbol)
        if held is None or quote.timestamp_us >= held.timestamp_us:
            newest[quote.symbol] = quote
    kept = InstrumentRow.objects.filter(symbol__in=newest, owner__isnull=True, active=True)
    found = {row.symbol: instrument_from_row(row) for row in kept.exclude(provider="")}
    known = LatestQuote.objects.in_bulk([one.id for one in found.values()])
    changed: list[Instrument] = []
    rows: list[LatestQuote] = []
    for symbol, instrument in found.items():
        quote, held_row = newest[symbol], known.get(instrument.id)
        if quote.currency != instrument.currency:
            continue
        rows.append(_row(instrument, quote, held_row))
        if held_row is None or quote.timestamp_us > held_row.timestamp_us:
            changed.append(instrument)
    LatestQuote.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["instrument"], update_fields=_FIELDS
    )
    for instrument in changed:
        announce_price(instrument)
    return len(changed)


def _row(instrument: Instrument, quote: ProviderQuote, held: LatestQuote | None) -> LatestQuote:
    row = held or LatestQuote(instrument_id=instrument.id, timestamp_us=-1)
    if quote.timestamp_us >= row.timestamp_us:
        row.price, row.timestamp_us = quote.price, quote.timestamp_us
        row.previous_close = quote.previous_close
        row.provider = quote.provider
    # Asked now, even when nothing newer was reported: markets close.
    row.asked_at = clock.now()
    return row
