"""Bars: upserted by natural key, read as columns."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from apps.instruments.errors import UnknownSymbolError
from apps.instruments.intervals import SECONDS
from apps.instruments.models import InstrumentRow
from apps.instruments.store.dialect import dialect
from apps.instruments.store.encoding import UNENCODED, encode_row
from apps.instruments.store.horizon import days_known, known_before
from apps.instruments.store.versions import versions_raise
from apps.instruments.types import BarRow, Bars, StoredInterval

_MIN_US, _MAX_US = -(2**63), 2**63 - 1
MAX_ROWS = 2**31
_STEP = 1_000
_COLUMNS = "timestamp_us, open, high, low, close, volume, vwap, settled"


def _ids(symbols: set[str]) -> dict[str, int]:
    rows = InstrumentRow.objects.filter(symbol__in=symbols, owner__isnull=True)
    found = dict(rows.values_list("symbol", "id"))
    for symbol in sorted(symbols - found.keys()):
        raise UnknownSymbolError(symbol)
    return found


def bars_upsert(rows: Sequence[BarRow], *, instrument_ids: Mapping[str, int] | None = None) -> int:
    """Insert bars, or replace those of the same instrument, interval and timestamp.

    One transaction; the last of several bars of one key wins.

    Parameters
    ----------
    rows : sequence of BarRow
        Raw (unadjusted) prices.
    instrument_ids : mapping, optional
        Symbol to instrument id, for private instruments; the system's are looked up.

    Returns
    -------
    int
        How many rows were given.

    Raises
    ------
    UnknownSymbolError
        When a symbol has no instrument; nothing is written then.
    """
    if not rows:
        return 0
    values = _values(rows, instrument_ids or _ids({row.symbol for row in rows}))
    keys = sorted({(value[0], value[1]) for value in values})
    with transaction.atomic(), connection.cursor() as cursor:
        written = _write(cursor, values)
        versions_raise(cursor, keys)
    return written


def bars_replace(rows: Sequence[BarRow], *, instrument_id: int, interval: StoredInterval) -> int:
    """Make these, of one symbol, the only bars of a series; return how many were given.

    The rows are encoded before the transaction begins, which only deletes and writes.
    """
    values = _values(rows, dict.fromkeys((row.symbol for row in rows), instrument_id))
    with transaction.atomic(), connection.cursor() as cursor:
        bars_delete(instrument_ids=[instrument_id], intervals_s=[SECONDS[interval]])
        if values:
            _write(cursor, values)
            versions_raise(cursor, [(instrument_id, SECONDS[interval])])
    return len(values)


def _write(cursor: CursorWrapper, values: Sequence[tuple[Any, ...]]) -> int:
    # In steps: while a driver turns rows into parameters the database sees an idle transaction,
    # and it limits how long that, and one statement, may last.
    return sum(
        dialect().bars_write(cursor, values[first : first + _STEP])
        for first in range(0, len(values), _STEP)
    )


def _values(rows: Sequence[BarRow], ids: Mapping[str, int]) -> list[tuple[Any, ...]]:
    return [
        (
            ids[r.symbol], SECONDS[r.interval], r.timestamp_us,
            r.open, r.high, r.low, r.close, r.volume, r.vwap, r.trades, r.settled,
            None if r.interval in UNENCODED else encode_row(r),
        )
        for r in rows
    ]  # fmt: skip


def _arrays(rows: Sequence[tuple[Any, ...]]) -> Bars:
    if not rows:
        return _arrays_of([()] * 8)
    return _arrays_of(list(zip(*rows, strict=True)))


def _arrays_of(columns: Sequence[Sequence[Any]]) -> Bars:
    stamps, *prices, settled = columns
    open_, high, low, close, volume, vwap = (np.array(p, dtype=np.float64) for p in prices)
    return Bars(
        timestamps=np.array(stamps, dtype=np.int64),
        open=open_,  # None became NaN, here and below
        high=high,
        low=low,
        close=close,
        volume=volume,
        vwap=vwap,
        settled=np.array(settled, dtype=np.bool_),
    )


def bars_columns(
    *,
    instrument_id: int,
    interval_s: int,
    start_us: int | None = None,
    end_us: int | None = None,
    limit: int = MAX_ROWS,
) -> Bars:
    """Return the raw bars of one series in [start, end), oldest first, as columns."""
    return _arrays(
        bars_rows(
            instrument_id=instrument_id,
            interval_s=interval_s,
            start_us=start_us,
            end_us=end_us,
            limit=limit,
        )
    )


def bars_rows(
    *,
    instrument_id: int,
    interval_s: int,
    start_us: int | None = None,
    end_us: int | None = None,
    limit: int = MAX_ROWS,
) -> list[tuple[Any, ...]]:
    """Return the raw bars of one series in [start, end) as rows, oldest first."""
    end_us = known_before(instrument_id=instrument_id, interval_s=interval_s, end_us=end_us)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM market_bar WHERE instrument_id = %s"  # noqa: S608  constant
            " AND interval_s = %s AND timestamp_us >= %s AND timestamp_us < %s"
            " ORDER BY timestamp_us LIMIT %s",
            [
                instrument_id,
                interval_s,
                _MIN_US if start_us is None else start_us,
                _MAX_US if end_us is None else end_us,
                limit,
            ],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def bars_wire(
    *,
    instrument_id: int,
    interval_s: int,
    start_us: int | None = None,
    end_us: int | None = None,
) -> bytes | None:
    """Return the raw bars of one series in [start, end) as the inside of a JSON array.

    None when not every bar was stored encoded.
    """
    end_us = known_before(instrument_id=instrument_id, interval_s=interval_s, end_us=end_us)
    first = _MIN_US if start_us is None else start_us
    last = _MAX_US if end_us is None else end_us
    with connection.cursor() as cursor:
        bars, encoded, joined = dialect().bars_wire(
            cursor, (instrument_id, interval_s, first, last)
        )
    return joined if encoded == bars else None


def bars_count(
    *,
    instrument_id: int,
    interval_s: int,
    start_us: int | None = None,
    end_us: int | None = None,
) -> int:
    """Return how many bars of one series begin in [start, end)."""
    end_us = known_before(instrument_id=instrument_id, interval_s=interval_s, end_us=end_us)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM market_bar WHERE instrument_id = %s"
            " AND interval_s = %s AND timestamp_us >= %s AND timestamp_us < %s",
            [
                instrument_id,
                interval_s,
                _MIN_US if start_us is None else start_us,
                _MAX_US if end_us is None else end_us,
            ],
        )
        return int(cursor.fetchone()[0])


def has_actions(*, instrument_id: int) -> bool:
    """Return whether an instrument ever split or paid a dividend that its raw bars show."""
    unknown = days_known(instrument_id) or date.max
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM market_corporate_action WHERE instrument_id = %s AND ex_date < %s"
            " LIMIT 1",
            [instrument_id, unknown],
        )
        return cursor.fetchone() is not None


def nth_last(*, instrument_id: int, interval_s: int, n: int = 1) -> int | None:
    """Return when the nth last bar begins (the first one when there are fewer), None without."""
    end_us = known_before(instrument_id=instrument_id, interval_s=interval_s, end_us=_MAX_US)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(timestamp_us) FROM (SELECT timestamp_us FROM market_bar"
            " WHERE instrument_id = %s AND interval_s = %s AND timestamp_us < %s"
            " ORDER BY timestamp_us DESC LIMIT %s) AS newest",
            [instrument_id, interval_s, end_us, n],
        )
        row = cursor.fetchone()
    return None if row is None or row[0] is None else int(row[0])


def latest_bar(*, instrument_id: int, interval_s: int, limit: int = 1) -> Bars:
    """Return the last bars of one series, oldest first."""
    end_us = known_before(instrument_id=instrument_id, interval_s=interval_s, end_us=_MAX_US)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM market_bar WHERE instrument_id = %s"  # noqa: S608  constant
            " AND interval_s = %s AND timestamp_us < %s ORDER BY timestamp_us DESC LIMIT %s",
            [instrument_id, interval_s, end_us, limit],
        )
        return _arrays(cursor.fetchall()[::-1])


def bars_delete(*, instrument_ids: Sequence[int], intervals_s: Sequence[int]) -> int:
    """Delete whole series, in one transaction; return how many bars went."""
    deleted = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for key in sorted((i, s) for i in instrument_ids for s in intervals_s):
            cursor.execute(
                "DELETE FROM market_bar WHERE instrument_id = %s AND interval_s = %s", key
            )
            if cursor.rowcount:
                deleted += int(cursor.rowcount)
                versions_raise(cursor, [key])
    return deleted


def panel_columns(*, interval_s: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Bars]:
    """Return every closed bar of an interval.

    Returns
    -------
    tuple
        Instrument ids (int64), row numbers where each instrument begins in the columns, and the
        columns, ordered by instrument and time.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS}, instrument_id FROM market_bar WHERE interval_s = %s"  # noqa: S608  constant
            " AND settled ORDER BY instrument_id, timestamp_us",
            [interval_s],
        )
        rows = cursor.fetchall()
    owners = np.fromiter((row[8] for row in rows), dtype=np.int64, count=len(rows))
    ids, starts = np.unique(owners, return_index=True)
    return ids, starts.astype(np.int64), _arrays([row[:8] for row in rows])
