"""Binance's shapes: daily klines as arrays of text, symbols of the venue."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.servers.providers.universe import Listed, midnight

DAY_MS = 86_400_000
BAD_SYMBOL = {"code": -1121, "msg": "Invalid symbol."}


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
