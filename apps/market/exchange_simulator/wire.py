"""The venue's JSON: what Binance USD-M sends for trades, bars and symbols."""

from collections.abc import Iterable
from typing import Any, Final

from apps.market.exchange_simulator.tape import Trade
from apps.market.exchange_simulator.universe import Listing

# What Binance gives as the delivery of contracts that have none: 2100-12-25.
_NO_DELIVERY_MS: Final = 4_133_404_800_000


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


def exchange_info(listings: Iterable[Listing], now_ms: int, opened_ms: int) -> dict[str, Any]:
    """Return `/fapi/v1/exchangeInfo`: all that client libraries build their markets from."""
    symbols = [_symbol_row(one, opened_ms) for one in listings]
    assets = sorted({row["marginAsset"] for row in symbols})
    return {
        "timezone": "UTC",
        "serverTime": now_ms,
        "futuresType": "U_MARGINED",
        "rateLimits": [
            {
                "rateLimitType": "REQUEST_WEIGHT",
                "interval": "MINUTE",
                "intervalNum": 1,
                "limit": 2_400,
            }
        ],
        "exchangeFilters": [],
        "assets": [{"asset": one, "marginAvailable": True} for one in assets],
        "symbols": symbols,
    }


def _symbol_row(one: Listing, opened_ms: int) -> dict[str, Any]:
    return {
        "symbol": one.symbol,
        "pair": one.symbol,
        "contractType": "PERPETUAL",
        "deliveryDate": _NO_DELIVERY_MS,
        "onboardDate": opened_ms,
        "status": "TRADING",
        "maintMarginPercent": "2.5000",
        "requiredMarginPercent": "5.0000",
        "baseAsset": one.symbol.removesuffix(one.quote),
        "quoteAsset": one.quote,
        "marginAsset": one.quote,
        "pricePrecision": one.price_digits,
        "quantityPrecision": one.quantity_digits,
        "baseAssetPrecision": 8,
        "quotePrecision": 8,
        "underlyingType": "COIN",
        "underlyingSubType": [],
        "triggerProtect": "0.0500",
        "liquidationFee": "0.012500",
        "marketTakeBound": "0.05",
        "maxMoveOrderLimit": 10_000,
        "filters": _filters(one),
        "orderTypes": ["LIMIT", "MARKET"],
        "timeInForce": ["GTC", "IOC", "FOK"],
    }


def _filters(one: Listing) -> list[dict[str, Any]]:
    tick = f"{one.tick_size:.{one.price_digits}f}"
    step = f"{one.quantity_step:.{one.quantity_digits}f}"
    lot = {"minQty": step, "maxQty": "10000", "stepSize": step}
    return [
        {"filterType": "PRICE_FILTER", "minPrice": tick, "maxPrice": "10000000", "tickSize": tick},
        {"filterType": "LOT_SIZE", **lot},
        {"filterType": "MARKET_LOT_SIZE", **lot},
        {"filterType": "MAX_NUM_ORDERS", "limit": 200},
        {"filterType": "MIN_NOTIONAL", "notional": "5"},
        {
            "filterType": "PERCENT_PRICE",
            "multiplierUp": "1.0500",
            "multiplierDown": "0.9500",
            "multiplierDecimal": "4",
        },
    ]


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
