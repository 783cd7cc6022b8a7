"""The state of the stream process as others see it: read by screens, readiness and metrics.

It is written to Redis every second, and to the process' row in the database, which answers while
Redis is away or has been emptied.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson
from django.db import DatabaseError
from redis import RedisError

from apps.core.clock import now
from apps.core.redis import redis_client
from apps.streaming.models import StreamProcess

STATE_KEY: Final = "sightline:stream:state"
FRESH_US: Final = 10_000_000
"""The process writes every second; a state older than this is of one that is gone."""


@dataclass(frozen=True, slots=True)
class StreamState:
    """How the live feed does. Counts are since the process started; times are microseconds UTC."""

    venue: str
    simulated: bool
    running: bool
    connected: bool
    symbols: int
    started_us: int
    updated_us: int
    last_tick_us: int | None
    lag_ms: float | None
    ticks_per_second: float
    received: int
    stored: int
    duplicates: int
    gaps_found: int
    gaps_filled: int
    ticks_filled: int
    ticks_missing: int
    malformed: int
    quarantined: int
    quarantined_by: dict[str, int]
    reconnects: int
    writer_errors: int
    problem: str
    last_error: str
    last_error_us: int | None


_FIELDS: Final = frozenset(StreamState.__dataclass_fields__)


def stream_state_write(state: StreamState) -> None:
    """Store the present state as a hash.

    Raises
    ------
    redis.RedisError
        Redis is away; the feed goes on without being seen.
    """
    pairs = [part for name, value in asdict(state).items() for part in (name, orjson.dumps(value))]
    redis_client().hset(STATE_KEY, items=pairs)


def stream_state() -> StreamState:
    """Return the last written state.

    `running` and `connected` are false when the process stopped writing or has never written;
    `problem` says so.
    """
    try:
        values = _in_redis() or _in_database()
    except DatabaseError:
        return _silent("Redis and the database are away, so the stream process cannot report.")
    # What a former version of the product wrote may have other fields.
    if values.keys() != _FIELDS:
        return _silent("The stream process has not reported yet.")
    age_us = now().timestamp() * 1_000_000 - values["updated_us"]
    if age_us > FRESH_US:
        values["running"] = values["connected"] = False
        values["problem"] = "The stream process stopped reporting."
    return StreamState(**values)


def _in_redis() -> dict[str, Any]:
    try:
        stored = redis_client().hgetall(STATE_KEY)
    except RedisError:
        return {}  # the database knows it too
    return {_text(name): orjson.loads(value) for name, value in stored.items()}


def _in_database() -> dict[str, Any]:
    found = StreamProcess.objects.filter(state__isnull=False).values_list("state", flat=True)
    return dict(found.first() or {})


def _silent(problem: str) -> StreamState:
    return StreamState(
        venue="",
        simulated=False,
        running=False,
        connected=False,
        symbols=0,
        started_us=0,
        updated_us=0,
        last_tick_us=None,
        lag_ms=None,
        ticks_per_second=0.0,
        received=0,
        stored=0,
        duplicates=0,
        gaps_found=0,
        gaps_filled=0,
        ticks_filled=0,
        ticks_missing=0,
        malformed=0,
        quarantined=0,
        quarantined_by={},
        reconnects=0,
        writer_errors=0,
        problem=problem,
        last_error="",
        last_error_us=None,
    )


def _text(name: bytes | str) -> str:
    return name.decode() if isinstance(name, bytes) else name
