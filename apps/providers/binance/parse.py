"""Binance's JSON into our types; the only place that knows its field names.

Numbers are taken as they come, NaN included: judging them is the ingest's work, which counts.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import orjson

from apps.instruments.types import BarRow, StoredInterval, Tick
from apps.providers.shared.base import Parsed

_ID_FIELD: Final = {"aggTrade": "a", "trade": "t"}
_MS: Final = 1_000


def parse_frame(frame: str | bytes, venue: str) -> Parsed:
    """Read one socket frame: a plain event, a combined-stream envelope or a list of either."""
    try:
        content = orjson.loads(frame)
    except orjson.JSONDecodeError:
        return Parsed(malformed=1)
    if isinstance(content, dict):
        content = content.get("data", content)
    events = content if isinstance(content, list) else [content]
    ticks: list[Tick] = []
    malformed = other = 0
    for event in events:
        if not isinstance(event, dict):
            malformed += 1
        elif str(event.get("e")) not in _ID_FIELD:
            other += 1
        elif (tick := _event_tick(event, venue)) is None:
            malformed += 1
        else:
            ticks.append(tick)
    return Parsed(tuple(ticks), malformed, other)


def parse_trades(rows: list[Any], symbol: str, venue: str) -> Parsed:
    """Read the rows of `/fapi/v1/aggTrades`, which carry no symbol and no event name."""
    found = [
        _tick(row, row.get("a"), symbol, venue) if isinstance(row, dict) else None for row in rows
    ]
    ticks = tuple(tick for tick in found if tick is not None)
    return Parsed(ticks, malformed=len(found) - len(ticks))


def parse_bars(rows: list[Any], symbol: str, interval: str) -> list[BarRow]:
    """Read the rows of `/fapi/v1/klines`: arrays of time, OHLC, volume, ..., quote volume, trades.

    Raises
    ------
    ValueError, TypeError, IndexError
        A row of another shape.
    """
    return [_bar(row, symbol, interval) for row in rows if float(row[5]) > 0]


def _event_tick(event: Mapping[str, Any], venue: str) -> Tick | None:
    symbol = event.get("s")
    if not isinstance(symbol, str):
        return None
    return _tick(event, event.get(_ID_FIELD[event["e"]]), symbol.upper(), venue)


def _tick(row: Mapping[str, Any], trade_id: object, symbol: str, venue: str) -> Tick | None:
    moment = row.get("T", row.get("E"))
    # `type(...) is int` keeps booleans out; ids and times are never negative, nor past 64 bits.
    if type(trade_id) is not int or type(moment) is not int:
        return None
    if not (0 <= trade_id < 2**63 and 0 <= moment < 2**53):
        return None
    try:
        price, quantity = float(row["p"]), float(row["q"])
    except (KeyError, TypeError, ValueError):
        return None
    return Tick(
        venue=venue,
        symbol=symbol,
        trade_id=trade_id,
        price=price,
        quantity=quantity,
        timestamp_us=moment * _MS,
        buyer_is_maker=row.get("m") is True,
    )


def _bar(row: list[Any], symbol: str, interval: str) -> BarRow:
    volume = float(row[5])
    return BarRow(
        symbol=symbol,
        interval=cast("StoredInterval", interval),
        timestamp_us=int(row[0]) * _MS,
        open=float(row[1]),
        high=float(row[2]),
        low=float(row[3]),
        close=float(row[4]),
        volume=volume,
        vwap=float(row[7]) / volume,
        trades=int(row[8]),
        settled=True,
    )
