"""Binance's shapes: daily klines as arrays of text, symbols of the venue."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.servers.providers.faults import Reply, Request
from tests.servers.providers.universe import Listed, midnight

EMPTY: Any = []
WRONG_KEY = Reply({"code": -2015, "msg": "Invalid API-key, IP, or permissions for action."}, 401)

DAY_MS = 86_400_000
BAD_SYMBOL = {"code": -1121, "msg": "Invalid symbol."}


def answer(request: Request) -> Reply:
    """Answer the venue's symbols, prices and daily bars of its one pair."""
    if request.path == "/fapi/v1/exchangeInfo":
        return Reply({"symbols": [{"symbol": "BTCUSDT", "status": "TRADING",
                                   "baseAsset": "BTC", "quoteAsset": "USDT",
                                   "contractType": "PERPETUAL"}]})  # fmt: skip
    if request.asked.get("symbol") != "BTCUSDT":
        return Reply(BAD_SYMBOL, 400)
    listed = request.listed["BTC-USD"]
    if request.path == "/fapi/v1/ticker/price":
        return Reply(price(listed, request.now))
    return Reply(klines(listed, request.asked))


def lose_last_close(content: Any) -> None:
    """Write "NaN" for the close of the newest bar."""
    if isinstance(content, list) and content:
        content[-1][4] = "NaN"


def price(listed: Listed, now: datetime) -> dict[str, Any]:
    """Answer /fapi/v1/ticker/price."""
    moment = int(now.timestamp() * 1_000)
    return {"symbol": "BTCUSDT", "price": f"{listed.last.close:.2f}", "time": moment}


def klines(listed: Listed, asked: Mapping[str, str]) -> list[list[Any]]:
    """Answer /fapi/v1/klines of one day each, oldest first."""
    first, last = int(asked.get("startTime", 0)), int(asked.get("endTime", 2**50))
    rows: list[list[Any]] = []
    for day in listed.days:
        start = int(midnight(day.date).timestamp() * 1_000)
        if first <= start <= last:
            value = day.volume * day.close
            rows.append(
                [
                    start, f"{day.open:.2f}", f"{day.high:.2f}", f"{day.low:.2f}",
                    f"{day.close:.2f}", f"{day.volume:.3f}", start + DAY_MS - 1,
                    f"{value:.3f}", 1_000, "0", "0", "0",
                ]
            )  # fmt: skip
    limit = int(asked.get("limit", 500))
    return rows[:limit] if "startTime" in asked else rows[-limit:]
