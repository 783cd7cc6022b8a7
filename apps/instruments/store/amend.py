"""Single bars read whole and put back whole, for repairs that can be undone bit for bit."""

from collections.abc import Sequence

from django.db import connection, transaction

from apps.instruments.intervals import SECONDS
from apps.instruments.store.bars import bars_upsert
from apps.instruments.store.versions import versions_raise
from apps.instruments.types import BarRow, StoredInterval

_COLUMNS = "timestamp_us, open, high, low, close, volume, vwap, trades, settled"


def bars_whole(
    *, instrument_id: int, symbol: str, interval: StoredInterval, start_us: int, end_us: int
) -> list[BarRow]:
    """Return every column of the raw bars that begin in [start, end], both included."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM market_bar WHERE instrument_id = %s"  # noqa: S608  constant
            " AND interval_s = %s AND timestamp_us >= %s AND timestamp_us <= %s"
            " ORDER BY timestamp_us",
            [instrument_id, SECONDS[interval], start_us, end_us],
        )
        rows = cursor.fetchall()
    return [
        BarRow(
            symbol, interval, timestamp_us=row[0], open=row[1], high=row[2], low=row[3],
            close=row[4], volume=row[5], vwap=row[6], trades=row[7], settled=bool(row[8]),
        )
        for row in rows
    ]  # fmt: skip


def bars_amend(
    *,
    instrument_id: int,
    symbol: str,
    interval: StoredInterval,
    start_us: int,
    end_us: int,
    rows: Sequence[BarRow],
) -> None:
    """Make the bars that begin in [start, end] exactly these; the series gets a new version."""
    key = (instrument_id, SECONDS[interval])
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM market_bar WHERE instrument_id = %s AND interval_s = %s"
                " AND timestamp_us >= %s AND timestamp_us <= %s",
                [*key, start_us, end_us],
            )
            versions_raise(cursor, [key])
        bars_upsert(rows, instrument_ids={symbol: instrument_id})
