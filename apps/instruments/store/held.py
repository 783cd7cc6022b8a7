"""Which series of some instruments have bars at all."""

from collections.abc import Iterable

from django.db import connection

from apps.instruments.market_clock import past_asked
from apps.instruments.store.horizon import known_before

# A series that was ever written has a version; whether bars are left, its first one says.
_FIRST = (
    "SELECT v.instrument_id, v.interval_s, (SELECT min(b.timestamp_us) FROM market_bar b"
    " WHERE b.instrument_id = v.instrument_id AND b.interval_s = v.interval_s)"
    " FROM market_series_version v WHERE v.instrument_id IN ({marks})"
)


def held_seconds(*, instrument_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return the lengths of the bars, in seconds, that each of some instruments has.

    One query. Of the past, those of which a bar had closed then.
    """
    ids = list(instrument_ids)
    found: dict[int, set[int]] = {one: set() for one in ids}
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_FIRST.format(marks=", ".join(["%s"] * len(ids))), ids)
            for instrument_id, interval_s, first_us in cursor.fetchall():
                if first_us is not None and _was_known(instrument_id, interval_s, first_us):
                    found[instrument_id].add(interval_s)
    return {one: frozenset(seconds) for one, seconds in found.items()}


def _was_known(instrument_id: int, interval_s: int, first_us: int) -> bool:
    if past_asked() is None:
        return True
    end_us = known_before(instrument_id=instrument_id, interval_s=interval_s, end_us=None)
    return end_us is None or first_us < end_us
