"""Versions of series: what ETags and the derived panel stand on."""

import hashlib

from django.db import connection


def series_version(*, instrument_id: int, interval_s: int) -> int:
    """Return how often the rows of one series changed; 0 when it has none."""
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
