"""Bulk writes on SQLite: prepared statements, executed many times in one transaction."""

from collections.abc import Sequence
from contextlib import closing
from itertools import chain
from sqlite3 import Cursor
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

from apps.instruments.types import Tick

_BARS = """
INSERT INTO market_bar (instrument_id, interval_s, timestamp_us,
    open, high, low, close, volume, vwap, trades, settled, wire)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (instrument_id, interval_s, timestamp_us) DO UPDATE SET
    open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
    volume = excluded.volume, vwap = excluded.vwap, trades = excluded.trades,
    settled = excluded.settled, wire = excluded.wire
"""
_TICKS = """
INSERT INTO market_tick
    (venue, symbol, trade_id, price, quantity, timestamp_us, buyer_is_maker)
VALUES {rows}
ON CONFLICT (venue, symbol, trade_id) DO NOTHING
"""
_TICK: Final = "(?, ?, ?, ?, ?, ?, ?)"
_BLOCK: Final = 100  # ticks a statement: with more nothing is gained
_ONE_TICK: Final = _TICKS.format(rows=_TICK)
_MANY_TICKS: Final = _TICKS.format(rows=", ".join([_TICK] * _BLOCK))
_VERSIONS = """
INSERT INTO market_series_version (instrument_id, interval_s, version) VALUES (%s, %s, %s)
ON CONFLICT (instrument_id, interval_s) DO UPDATE
SET version = max(market_series_version.version + 1, excluded.version)
"""
# The table lies in its primary key, so the scan of one series meets its bars in order of time.
_WIRE = """
SELECT count(*), count(wire), CAST(group_concat(wire, ',') AS BLOB) FROM market_bar
WHERE instrument_id = %s AND interval_s = %s AND timestamp_us >= %s AND timestamp_us < %s
"""


def bars_wire(cursor: CursorWrapper, where: Sequence[int]) -> tuple[int, int, bytes]:
    """Return how many bars there are, how many of them are encoded, and these joined."""
    cursor.execute(_WIRE, where)
    bars, encoded, joined = cursor.fetchone()
    return bars, encoded, joined or b""


def bars_write(cursor: CursorWrapper, rows: Sequence[tuple[Any, ...]]) -> int:
    """Insert bars or replace those of the same key."""
    cursor.executemany(_BARS, rows)
    return len(rows)


def ticks_write(cursor: CursorWrapper, ticks: Sequence[Tick]) -> int:
    """Insert the ticks that are not there yet; return how many were new.

    By the driver's own cursor: Django's would look for marks in each long statement again.
    """
    flat: list[Any] = list(chain.from_iterable(ticks))
    width = len(Tick._fields)
    # The driver knows how to bind an int; for a bool it asks its adapters, at a third of the time.
    flat[width - 1 :: width] = map(int, flat[width - 1 :: width])
    whole = len(ticks) // _BLOCK * _BLOCK * width
    new = 0
    with cursor.db.wrap_database_errors, closing(cursor.db.connection.cursor(Cursor)) as driver:
        for start in range(0, whole, _BLOCK * width):
            driver.execute(_MANY_TICKS, flat[start : start + _BLOCK * width])
            new += driver.rowcount
        rest = [flat[start : start + width] for start in range(whole, len(flat), width)]
        if rest:
            driver.executemany(_ONE_TICK, rest)
            new += driver.rowcount
    return new


def versions_raise(cursor: CursorWrapper, keys: Sequence[tuple[int, int]], now_us: int) -> None:
    """Give each (instrument, interval) a version that it never had."""
    cursor.executemany(_VERSIONS, [(*key, now_us) for key in keys])
