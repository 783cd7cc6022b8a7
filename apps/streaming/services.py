"""Which venue feeds an instrument's intraday bars."""

from collections.abc import Sequence

from django.db import transaction

from apps.instruments.intervals import SECONDS
from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_delete
from apps.instruments.types import SIMULATOR

_INTRADAY = tuple(seconds for interval, seconds in SECONDS.items() if interval != "1d")
_QUOTES = ("USDT", "USDC", "BUSD", "USD", "BTC", "ETH")


def _crypto(symbol: str, source: str) -> InstrumentRow:
    quote = next((q for q in _QUOTES if symbol.endswith(q) and symbol != q), "")
    return InstrumentRow(
        symbol=symbol,
        name=f"{symbol.removesuffix(quote)} / {quote}" if quote else symbol,
        asset_class="crypto",
        exchange="BINANCE",
        currency=quote or "USDT",
        calendar="24/7",
        source=source,
        has_ohlc=True,
    )


def feed_attach(*, symbols: Sequence[str], source: str) -> None:
    """Say that a venue now feeds some symbols; instruments that are missing are made.

    When the venue changed, the intraday bars of the former one are deleted: simulated and real
    prices never share a series.

    Parameters
    ----------
    symbols : sequence of str
        The venue's own symbols, upper case.
    source : str
        "simulator" for the bundled one, else the venue's name.
    """
    with transaction.atomic():
        # Locked, in one order: what a refresh or a file writes meanwhile is not written over.
        shared = InstrumentRow.objects.filter(symbol__in=symbols, owner__isnull=True)
        rows = shared.select_for_update(no_key=True).order_by("pk")
        known = {row.symbol: row for row in rows}
        for symbol in symbols:
            row = known.get(symbol) or _crypto(symbol, source)
            changed = row.intraday_source != source
            if row.pk and row.intraday_source and changed:
                bars_delete(instrument_ids=[row.pk], intervals_s=_INTRADAY)
            if changed or not row.pk:
                row.intraday_source = source
                row.provider = "" if source == SIMULATOR else source
                if row.asset_class == "crypto":
                    row.source, row.simulated = source, source == SIMULATOR
                row.save(force_insert=row.pk is None, force_update=row.pk is not None)
