"""The state of the stream process as others see it: read by screens, readiness and metrics.

It is written to Redis every second, and to the process' row in the database, which answers while
Redis is away or has been emptied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated, Final

import orjson
from django.db import DatabaseError
from redis import RedisError
from typing_extensions import Doc

from apps.core.clock import now
from apps.core.json import JsonObject, dumps
from apps.core.redis import redis_client
from apps.core.typed.decoding import MismatchError, decode
from apps.core.typed.hints import shallow
from apps.streaming.models import StreamProcess

STATE_KEY: Final = "sightline:stream:state"
FRESH: Final = timedelta(seconds=10)
"""The process writes every second; a state older than this is of one that is gone."""


@dataclass(frozen=True, kw_only=True)
class StreamState:
    """The stream process as it last reported; counts are since it started."""

    venue: Annotated[str, Doc("`simulator`, `binance`, or empty before any report.")] = ""
    simulated: bool = False
    running: Annotated[bool, Doc("It reported within the last ten seconds.")] = False
    connected: bool = False
    symbols: int = 0
    started_at: datetime | None = None
    updated_at: datetime | None = None
    last_tick_at: datetime | None = None
    lag_ms: Annotated[float | None, Doc("How long the newest trade was on its way.")] = None
    ticks_per_second: float = 0.0
    received: int = 0
    stored: int = 0
    duplicates: int = 0
    gaps_found: int = 0
    gaps_filled: int = 0
    ticks_filled: int = 0
    ticks_missing: int = 0
    malformed: int = 0
    quarantined: int = 0
    quarantined_by: Mapping[str, int] = field(default_factory=dict)
    reconnects: int = 0
    writer_errors: int = 0
    problem: Annotated[str, Doc("What is wrong now, in a sentence, or empty.")] = ""
    last_error: Annotated[str, Doc("What was wrong last, or empty.")] = ""
    last_error_at: datetime | None = None


def stream_state_write(state: StreamState) -> None:
    """Store the present state as a hash.

    Raises
    ------
    redis.RedisError
        Redis is away; the feed goes on without being seen.
    """
    pairs = [part for name, value in shallow(state).items() for part in (name, dumps(value))]
    redis_client().hset(STATE_KEY, items=pairs)


def stream_state() -> StreamState:
    """Return the last written state.

    `running` and `connected` are false when the process stopped writing or has never written;
    `problem` says so.
    """
    try:
        state = decode(StreamState, _in_redis() or _in_database())
    except DatabaseError:
        return StreamState(
            problem="Redis and the database are away, so the stream process cannot report."
        )
    except MismatchError:
        state = StreamState()  # what a former version of the product wrote may have other fields
    if state.updated_at is None:
        return StreamState(problem="The stream process has not reported yet.")
    if now() - state.updated_at > FRESH:
        silent = "The stream process stopped reporting."
        return replace(state, running=False, connected=False, problem=silent)
    return state


def _in_redis() -> JsonObject:
    try:
        stored = redis_client().hgetall(STATE_KEY)
    except RedisError:
        return {}  # the database knows it too
    return {_text(name): orjson.loads(value) for name, value in stored.items()}


def _in_database() -> JsonObject:
    found = StreamProcess.objects.filter(state__isnull=False).values_list("state", flat=True)
    return dict(found.first() or {})


def _text(name: bytes | str) -> str:
    return name.decode() if isinstance(name, bytes) else name
