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


async def listen(on_message: Callable[[bytes], None], on_subscribed: Callable[[], None]) -> None:
    """Pass on every message, for ever; tell of each new subscription, as messages were missed.

    A subscription counts once Redis confirms it: a state that is read earlier could miss an event
    that Redis gave to nobody, and a Redis that still loads refuses.
    """
    pause, away = _RETRY_S[0], False

    def subscribed() -> None:
        nonlocal pause, away
        log.info("events_connected", again=away)
        pause, away = _RETRY_S[0], False
        on_subscribed()

    while True:
        try:
            async with async_redis_client() as client, client.pubsub() as pubsub:
                await pubsub.subscribe(CHANNEL)
                await _receive(pubsub, on_message, subscribed)
        except (RedisError, OSError) as error:
            if not away:
                log.warning("events_lost", error=str(error))
            away = True
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  jitter, no secret
        pause = min(pause * 2, _RETRY_S[1])


async def _receive(
    pubsub: PubSub, on_message: Callable[[bytes], None], on_subscribed: Callable[[], None]
) -> None:
    heard = monotonic()
    while True:
        message = await pubsub.get_message(timeout=PING_S)
        if message is not None:
            heard = monotonic()
            if message["type"] == "subscribe":
                on_subscribed()
            elif message["type"] == "message":
                on_message(message["data"])
        elif monotonic() - heard > SILENCE_S:
            raise ConnectionError("Redis has been silent, pings included")
        else:
            await pubsub.ping()
