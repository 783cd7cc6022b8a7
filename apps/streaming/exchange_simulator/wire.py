"""The venue's JSON: what Binance USD-M sends for trades, bars and symbols."""

from collections.abc import Iterable
from typing import Any, Final

from apps.streaming.exchange_simulator.sums import Sum
from apps.streaming.exchange_simulator.tape import Trade
from apps.streaming.exchange_simulator.universe import Listing

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


def bar_row(listing: Listing, start_ms: int, end_ms: int, found: Sum) -> list[Any]:
    """Return a row of `/fapi/v1/klines` from the sum of its trades."""
    price, quantity = listing.price_digits, listing.quantity_digits
    return [
        start_ms,
        f"{found.open:.{price}f}",
        f"{found.high:.{price}f}",
        f"{found.low:.{price}f}",
        f"{found.close:.{price}f}",
        f"{found.volume:.{quantity}f}",
        end_ms - 1,
        f"{found.quote:.8f}",
        found.trades,
        f"{found.taken:.{quantity}f}",
        f"{found.taken_quote:.8f}",
        "0",
    ]


def ticker_row(listing: Listing, start_ms: int, now_ms: int, found: Sum) -> dict[str, Any]:
    """Return an answer of `/fapi/v1/ticker/24hr` from the sum of a day's trades."""
    price, quantity = listing.price_digits, listing.quantity_digits
    change = found.close - found.open
    return {
        "symbol": listing.symbol,
        "priceChange": f"{change:.{price}f}",
        "priceChangePercent": f"{100 * change / found.open:.3f}",
        "weightedAvgPrice": f"{found.quote / found.volume if found.volume else 0:.{price}f}",
        "lastPrice": f"{found.close:.{price}f}",
        "lastQty": f"{found.last_quantity:.{quantity}f}",
        "openPrice": f"{found.open:.{price}f}",
        "highPrice": f"{found.high:.{price}f}",
        "lowPrice": f"{found.low:.{price}f}",
        "volume": f"{found.volume:.{quantity}f}",
        "quoteVolume": f"{found.quote:.2f}",
        "openTime": start_ms,
        "closeTime": now_ms,
        "firstId": found.first_id,
        "lastId": found.last_id,
        "count": found.trades,
    }
