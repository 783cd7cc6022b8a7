"""The process's one subscription to Redis, which it never gives up."""

import asyncio
import random
from collections.abc import Callable
from time import monotonic
from typing import Final

import structlog
from redis import RedisError
from redis.asyncio.client import PubSub

from apps.core.redis import async_redis_client
from apps.realtime.wire import CHANNEL

log = structlog.get_logger(__name__)

PING_S: Final = 5.0
SILENCE_S: Final = 15.0
"""A connection that gives no sign for this long, pings included, is dead."""
_RETRY_S: Final = (0.1, 2.0)


async def listen(on_message: Callable[[bytes], None], on_connected: Callable[[], None]) -> None:
    """Pass on every message, for ever; tell of each new connection, as messages were missed."""
    pause, away = _RETRY_S[0], False
    while True:
        try:
            async with async_redis_client() as client, client.pubsub() as pubsub:
                await pubsub.subscribe(CHANNEL)
                log.info("events_connected", again=away)
                pause, away = _RETRY_S[0], False
                on_connected()
                await _receive(pubsub, on_message)
        except (RedisError, OSError) as error:
            if not away:
                log.warning("events_lost", error=str(error))
            away = True
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  jitter, no secret
        pause = min(pause * 2, _RETRY_S[1])


async def _receive(pubsub: PubSub, on_message: Callable[[bytes], None]) -> None:
    heard = monotonic()
    while True:
        message = await pubsub.get_message(timeout=PING_S)
        if message is not None:
            heard = monotonic()
            if message["type"] == "message":
                on_message(message["data"])
        elif monotonic() - heard > SILENCE_S:
            raise ConnectionError("Redis has been silent, pings included")
        else:
            await pubsub.ping()
