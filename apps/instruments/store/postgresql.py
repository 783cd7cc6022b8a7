"""Bulk writes on PostgreSQL: the columns as arrays, unnested by one statement.

Each column is sent once in binary, so a thousand rows cost one round trip and one plan.
Keys are sorted first: two writers then lock rows in one order and cannot deadlock.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.backends.utils import CursorWrapper

from apps.instruments.store.packed import (
    pack_bool,
    pack_float8,
    pack_int4,
    pack_int8,
    packed_cursor,
)
from apps.instruments.types import Tick

_KEY: Final = itemgetter(0, 1, 2)
_BARS = """
INSERT INTO market_bar (instrument_id, interval_s, timestamp_us,
    open, high, low, close, volume, vwap, trades, settled, wire)
SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bigint[], %s::float8[], %s::float8[],
    %s::float8[], %s::float8[], %s::float8[], %s::float8[], %s::int[], %s::bool[], %s::text[])
ON CONFLICT (instrument_id, interval_s, timestamp_us) DO UPDATE SET
    open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
    volume = excluded.volume, vwap = excluded.vwap, trades = excluded.trades,
    settled = excluded.settled, wire = excluded.wire
"""
# No conflict target: a TimescaleDB table has the time in its key too (see timescale.py).
_TICKS = """
INSERT INTO market_tick
    (venue, symbol, trade_id, price, quantity, timestamp_us, buyer_is_maker)
SELECT (%s::text[])[place], (%s::text[])[place], trade_id, price, quantity, timestamp_us, maker
FROM unnest(%s::int4[], %s::int8[], %s::float8[], %s::float8[], %s::int8[], %s::bool[])
    AS ticks (place, trade_id, price, quantity, timestamp_us, maker)
"""
_NEW_TICKS: Final = f"{_TICKS}ON CONFLICT DO NOTHING"
_VERSIONS = """
INSERT INTO market_series_version (instrument_id, interval_s, version)
SELECT i, s, %s FROM unnest(%s::bigint[], %s::int[]) AS keys (i, s)
ON CONFLICT (instrument_id, interval_s) DO UPDATE
SET version = greatest(market_series_version.version + 1, excluded.version)
"""
_WIRE = """
SELECT count(*), count(wire), string_agg(wire, ',' ORDER BY timestamp_us) FROM market_bar
WHERE instrument_id = %s AND interval_s = %s AND timestamp_us >= %s AND timestamp_us < %s
"""


def bars_wire(cursor: CursorWrapper, where: Sequence[int]) -> tuple[int, int, bytes]:
    """Return how many bars there are, how many of them are encoded, and these joined."""
    cursor.execute(_WIRE, where)
    bars, encoded, joined = cursor.fetchone()
    return bars, encoded, (joined or "").encode()


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*sorted(rows, key=lambda row: row[:3]), strict=True)]


def bars_write(cursor: CursorWrapper, rows: Sequence[tuple[Any, ...]]) -> int:
    """Insert bars or replace those of the same key."""
    # One statement may not touch a row twice: the last bar of a key wins, as on SQLite.
    unique = list({row[:3]: row for row in rows}.values())
    cursor.execute(_BARS, _columns(unique))
    return len(rows)


def ticks_write(cursor: CursorWrapper, ticks: Sequence[Tick]) -> int:
    """Insert the ticks that are not there yet; return how many were new.

    A batch is nearly always all new, and a statement that may meet a conflict costs the server
    nearly twice the time, so first comes one that may not; when it fails, nothing of it remains.
    """
    columns = _tick_columns(ticks)
    with packed_cursor(cursor.db.connection) as packed:
        try:
            with transaction.atomic(), cursor.db.wrap_database_errors:
                packed.execute(_TICKS, columns)
        except IntegrityError:
            with cursor.db.wrap_database_errors:
                packed.execute(_NEW_TICKS, columns)
        return int(packed.rowcount)


def _tick_columns(ticks: Sequence[Tick]) -> list[Any]:
    ordered = sorted(ticks, key=_KEY)  # stable: of one id the first wins, as on SQLite
    venues, symbols, ids, prices, quantities, times, makers = zip(*ordered, strict=True)
    names = list(zip(venues, symbols, strict=True))
    series = {name: place for place, name in enumerate(dict.fromkeys(names), start=1)}
    return [
        [venue for venue, _ in series],
        [symbol for _, symbol in series],
        pack_int4([series[name] for name in names]),
        pack_int8(ids),
        pack_float8(prices),
        pack_float8(quantities),
        pack_int8(times),
        pack_bool(makers),
    ]


def versions_raise(cursor: CursorWrapper, keys: Sequence[tuple[int, int]], now_us: int) -> None:
    """Give each (instrument, interval) a version that it never had."""
    columns = [list(column) for column in zip(*sorted(keys), strict=True)]
    cursor.execute(_VERSIONS, [now_us, *columns])
