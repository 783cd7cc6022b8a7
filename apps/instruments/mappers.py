"""Rows to the frozen values that leave the app; one mapper a type."""

from typing import cast

from apps.instruments.models import InstrumentRow, Watchlist
from apps.instruments.types import AssetClass, Instrument, WatchlistInfo


def instrument_from_row(row: InstrumentRow) -> Instrument:
    """Return the frozen value of an instrument's row."""
    return Instrument(
        id=row.pk,
        symbol=row.symbol,
        name=row.name,
        asset_class=cast("AssetClass", row.asset_class),
        exchange=row.exchange,
        currency=row.currency,
        calendar=row.calendar,
        source=row.source,
        has_ohlc=row.has_ohlc,
        simulated=row.simulated,
        owner_id=row.owner_id,
        first_bar=row.first_bar,
        last_bar=row.last_bar,
        tick_size=row.tick_size,
        intraday_source=row.intraday_source,
        provider=row.provider,
        active=row.active,
        resolution_s=row.resolution_s,
    )


def watchlist_from_row(row: Watchlist) -> WatchlistInfo:
    """Return the frozen value of a watchlist whose items are prefetched."""
    return WatchlistInfo(
        id=row.pk,
        name=row.name,
        symbols=tuple(item.instrument.symbol for item in row.items.all()),
        is_default=row.is_default,
    )
