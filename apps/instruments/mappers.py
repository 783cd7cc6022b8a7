"""Rows to the frozen values that leave the app; one mapper a type."""

from typing import cast

from apps.core.clock import moment_of
from apps.instruments.answers import ActionShown, InstrumentShown, QuoteShown
from apps.instruments.intervals import finest_interval
from apps.instruments.models import CorporateAction, InstrumentRow, Watchlist
from apps.instruments.types import (
    ActionKind,
    AssetClass,
    Instrument,
    Interval,
    Quote,
    WatchlistInfo,
)


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
        trains=row.trains,
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


def instrument_shown(instrument: Instrument, intervals: tuple[Interval, ...]) -> InstrumentShown:
    """Return an instrument as it is answered, with the intervals that have bars."""
    return InstrumentShown(
        symbol=instrument.symbol,
        name=instrument.name,
        asset_class=instrument.asset_class,
        exchange=instrument.exchange,
        currency=instrument.currency,
        calendar=instrument.calendar,
        source=instrument.source,
        first_bar=instrument.first_bar,
        last_bar=instrument.last_bar,
        intervals=intervals,
        has_ohlc=instrument.has_ohlc,
        simulated=instrument.simulated,
        intraday_source=instrument.intraday_source or None,
        intraday_simulated=instrument.intraday_simulated,
        finest_interval=finest_interval(instrument.resolution_s),
        private=instrument.private,
    )


def quote_shown(quote: Quote) -> QuoteShown:
    """Return a price as it is answered and pushed."""
    return QuoteShown(
        quote.symbol,
        quote.price,
        quote.previous_close,
        quote.change,
        quote.change_percent,
        moment_of(quote.timestamp_us),
        quote.source,
        quote.freshness,
        quote.simulated,
        quote.currency,
    )


def action_shown(row: CorporateAction) -> ActionShown:
    """Return a split or dividend as it is answered."""
    kind = cast("ActionKind", row.kind)
    return ActionShown(row.ex_date, kind, row.value, row.price_factor, row.source)
