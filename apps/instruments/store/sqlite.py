"""Bulk writes on SQLite: one prepared statement, executed many times in one transaction."""

from collections.abc import Sequence
from typing import Any

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
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (venue, symbol, trade_id) DO NOTHING
"""
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
    """Insert the ticks that are not there yet; return how many were new."""
    cursor.executemany(_TICKS, ticks)
    return int(cursor.rowcount)


def versions_raise(cursor: CursorWrapper, keys: Sequence[tuple[int, int]], now_us: int) -> None:
    """Give each (instrument, interval) a version that it never had."""
    cursor.executemany(_VERSIONS, [(*key, now_us) for key in keys])
