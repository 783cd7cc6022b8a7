"""The state of the stream process as others see it: kept in Redis, read by screens and metrics."""

from dataclasses import asdict, dataclass
from typing import Final

import orjson
from redis import RedisError

from apps.core.clock import now
from apps.core.redis import redis_client

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

    `running` and `connected` are false when the process stopped writing, has never written, or
    Redis is away; `problem` says so.
    """
    try:
        stored = redis_client().hgetall(STATE_KEY)
    except RedisError:
        return _silent("Redis is away, so the stream process cannot report.")
    if not stored:
        return _silent("The stream process has not reported yet.")
    values = {_text(name): orjson.loads(value) for name, value in stored.items()}
    age_us = now().timestamp() * 1_000_000 - values["updated_us"]
    if age_us > FRESH_US:
        values["running"] = values["connected"] = False
        values["problem"] = "The stream process stopped reporting."
    return StreamState(**values)


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
    )


def _text(name: bytes | str) -> str:
    return name.decode() if isinstance(name, bytes) else name
