"""Ticks: appended once, read in order of their venue's ids."""

from collections.abc import Sequence

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from apps.instruments.store.dialect import dialect
from apps.instruments.types import Tick

_FIELDS = "venue, symbol, trade_id, price, quantity, timestamp_us, buyer_is_maker"


def ticks_insert(rows: Sequence[Tick]) -> int:
    """Store ticks in one transaction; those already there are left alone.

    Returns
    -------
    int
        How many ticks were new.
    """
    if not rows:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        return dialect().ticks_write(cursor, rows)


def latest_ticks(*, venue: str, symbol: str, limit: int = 100) -> list[Tick]:
    """Return the last ticks of a venue's symbol, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_FIELDS} FROM market_tick WHERE venue = %s AND symbol = %s"  # noqa: S608  constant
            " ORDER BY trade_id DESC LIMIT %s",
            [venue, symbol, limit],
        )
        rows = cursor.fetchall()
    return [
        Tick(str(v), str(s), int(i), float(p), float(q), int(t), bool(m))
        for v, s, i, p, q, t, m in reversed(rows)
    ]


def first_tick_us(*, venue: str, symbol: str) -> int | None:
    """Return the time of the first kept tick of a venue's symbol, None without any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT timestamp_us FROM market_tick WHERE symbol = %s AND venue = %s"
            " ORDER BY timestamp_us LIMIT 1",
            [symbol, venue],
        )
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def ticks_columns(
    *, venue: str, symbol: str, start_us: int, end_us: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return timestamps (us), prices and quantities in [start, end), in order of trade id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT timestamp_us, price, quantity FROM market_tick"
            " WHERE symbol = %s AND timestamp_us >= %s AND timestamp_us < %s AND venue = %s"
            " ORDER BY trade_id",
            [symbol, start_us, end_us, venue],
        )
        rows = cursor.fetchall()
    columns = tuple(zip(*rows, strict=True)) or ((), (), ())
    return (
        np.asarray(columns[0], dtype=np.int64),
        np.asarray(columns[1], dtype=np.float64),
        np.asarray(columns[2], dtype=np.float64),
    )
