"""Prices that providers report between two daily bars."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from apps.core import clock
from apps.core.clock import moment_of
from apps.instruments.market_clock import past_asked
from apps.instruments.models import InstrumentRow, LatestQuote
from apps.instruments.types import Instrument

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class NewestQuote:
    """The newest price of an instrument, by whom, and what it is compared with if they said."""

    price: float
    previous_close: float | None
    timestamp_us: int
    provider: str


def latest_quote(*, instrument: Instrument) -> NewestQuote | None:
    """Return what a provider reported last; nothing of instruments that no provider keeps."""
    if not instrument.provider or instrument.private:
        return None
    row = LatestQuote.objects.filter(instrument_id=instrument.id).first()
    if row is None or _comes_later(row):
        return None
    return NewestQuote(row.price, row.previous_close, row.timestamp_us, row.provider)


def _comes_later(row: LatestQuote) -> bool:
    """Return whether the price is newer than the past asked about; older ones are not kept."""
    past = past_asked()
    return past is not None and moment_of(row.timestamp_us) > past.moment


def quoted_symbols() -> tuple[str, ...]:
    """Return the symbols whose price comes from providers: kept by one, and without a stream."""
    rows = InstrumentRow.objects.filter(owner__isnull=True, active=True, intraday_source="")
    kept = rows.exclude(provider="").order_by("symbol")
    return tuple(kept.values_list("symbol", flat=True)[:MOST])


def unasked_symbols(*, within: timedelta) -> tuple[str, ...]:
    """Return those of them without a reported price for some time, the longest silent first."""
    symbols = quoted_symbols()
    asked = dict(
        LatestQuote.objects.filter(instrument__symbol__in=symbols, instrument__owner__isnull=True)
        .order_by("asked_at")
        .values_list("instrument__symbol", "asked_at")
    )
    limit = clock.now() - within
    never = [one for one in symbols if one not in asked]
    return (*never, *(one for one, asked_at in asked.items() if asked_at <= limit))
