"""The process's one subscription to Redis, which it never gives up."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog
from redis import RedisError
from redis.asyncio.client import PubSub

from apps.core.backoff import Backoff
from apps.core.redis import async_redis_client
from apps.realtime.wire import CHANNEL

log = structlog.get_logger(__name__)

PING_S: Final = 5.0
MISSED_PINGS: Final = 3
"""A connection that leaves so many pings unanswered is dead; a busy process only reads later."""
RETRY: Final = Backoff(0.1, 2.0, spread=(0.5, 1.5))


async def listen(on_message: Callable[[bytes], None], on_subscribed: Callable[[], None]) -> None:
    """Pass on messages until cancelled; report each new subscription, as some were missed.

    A subscription counts once Redis confirms it: a state that is read earlier could miss an event
    that Redis gave to nobody, and a Redis that still loads refuses.
    """
    failures, away = 0, False

    def subscribed() -> None:
        nonlocal failures, away
        log.info("events_connected", again=away)
        failures, away = 0, False
        on_subscribed()

    while _wanted():
        try:
            async with async_redis_client() as client, client.pubsub() as pubsub:
                await pubsub.subscribe(CHANNEL)
                await _receive(pubsub, on_message, subscribed)
        except (RedisError, OSError) as error:
            if not away:
                log.warning("events_lost", error=str(error))
            away = True
        failures += 1
        await asyncio.sleep(RETRY.wait_s(failures))


async def _receive(
    pubsub: PubSub, on_message: Callable[[bytes], None], on_subscribed: Callable[[], None]
) -> None:
    missed = 0
    while _wanted():
        message = await pubsub.get_message(timeout=PING_S)
        if message is None:
            if missed == MISSED_PINGS:
                raise ConnectionError("Redis has been silent, pings included")
            missed += 1
            await pubsub.ping()
            continue
        missed = 0
        if message["type"] == "subscribe":
            on_subscribed()
        elif message["type"] == "message":
            on_message(message["data"])


def _wanted() -> bool:
    """Return whether nobody has cancelled this task.

    The exception alone is not enough: `asyncio.wait_for` of Python 3.11, through which redis-py
    writes, loses it when the write is done at that moment, and the task would listen for ever.
    """
    task = asyncio.current_task()
    return task is None or not task.cancelling()
