"""The venue's JSON: what Binance USD-M sends for trades, bars and symbols."""

from collections.abc import Iterable
from typing import Any

from apps.market.exchange_simulator.tape import Trade
from apps.market.exchange_simulator.universe import Listing


def trade_event(listing: Listing, trade: Trade, now_ms: int) -> dict[str, Any]:
    """Return an `aggTrade` event; each simulated aggregate holds one trade."""
    row = trade_row(listing, trade)
    return {"e": "aggTrade", "E": now_ms, "s": listing.symbol, **row}


def trade_row(listing: Listing, trade: Trade) -> dict[str, Any]:
    """Return a row of `/fapi/v1/aggTrades`."""
    return {
        "a": trade.id,
        "p": f"{trade.price:.{listing.price_digits}f}",
        "q": f"{trade.quantity:.{listing.quantity_digits}f}",
        "f": trade.id,
        "l": trade.id,
        "T": trade.time_ms,
        "m": trade.buyer_is_maker,
    }


def exchange_info(listings: Iterable[Listing], now_ms: int) -> dict[str, Any]:
    """Return the part of `/fapi/v1/exchangeInfo` that clients need."""
    return {
        "timezone": "UTC",
        "serverTime": now_ms,
        "rateLimits": [],
        "symbols": [
            {
                "symbol": one.symbol,
                "pair": one.symbol,
                "contractType": "PERPETUAL",
                "status": "TRADING",
                "baseAsset": one.symbol.removesuffix(one.quote),
                "quoteAsset": one.quote,
                "pricePrecision": one.price_digits,
                "quantityPrecision": one.quantity_digits,
                "filters": [{"filterType": "PRICE_FILTER", "tickSize": str(one.tick_size)}],
            }
            for one in listings
        ],
    }


def bar_row(listing: Listing, start_ms: int, end_ms: int, trades: list[Trade]) -> list[Any]:
    """Return a row of `/fapi/v1/klines` from the trades of its time."""
    prices = [trade.price for trade in trades]
    volume = sum(trade.quantity for trade in trades)
    quote = sum(trade.price * trade.quantity for trade in trades)
    taken = [trade for trade in trades if not trade.buyer_is_maker]
    digits = listing.price_digits
    return [
        start_ms,
        f"{prices[0]:.{digits}f}",
        f"{max(prices):.{digits}f}",
        f"{min(prices):.{digits}f}",
        f"{prices[-1]:.{digits}f}",
        f"{volume:.{listing.quantity_digits}f}",
        end_ms - 1,
        f"{quote:.8f}",
        len(trades),
        f"{sum(trade.quantity for trade in taken):.{listing.quantity_digits}f}",
        f"{sum(trade.price * trade.quantity for trade in taken):.8f}",
        "0",
    ]
