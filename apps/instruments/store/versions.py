"""Versions of series: what ETags and the derived files stand on.

A version is the time of the change in microseconds, or one more than the last one when the clock
did not move on. So none comes twice, not even after the database was made anew beside old files.
"""

import hashlib
from collections.abc import Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from apps.core import clock
from apps.instruments.store.dialect import dialect
from apps.instruments.types import MICROSECOND


def versions_raise(cursor: CursorWrapper, keys: Sequence[tuple[int, int]]) -> None:
    """Give each (instrument, interval) a new version, in the transaction of its change."""
    dialect().versions_raise(cursor, keys, int(clock.now().timestamp() * MICROSECOND))


def series_version(*, instrument_id: int, interval_s: int) -> int:
    """Return the version of the rows of one series; 0 when it never had any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version FROM market_series_version"
            " WHERE instrument_id = %s AND interval_s = %s",
            [instrument_id, interval_s],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def versions_digest(*, interval_s: int) -> str:
    """Return a short digest that changes whenever any series of an interval does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT instrument_id, version FROM market_series_version"
            " WHERE interval_s = %s ORDER BY instrument_id",
            [interval_s],
        )
        rows = cursor.fetchall()
    text = ",".join(f"{instrument_id}:{version}" for instrument_id, version in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
