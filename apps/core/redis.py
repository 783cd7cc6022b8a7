"""Clients of Redis that give up after two seconds; whoever calls them expects it to be away."""

from functools import cache

from django.conf import settings
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.backoff import NoBackoff
from redis.retry import Retry

TIMEOUT_S = 2.0


@cache
def redis_client() -> "Redis":
    """Return the process's client; every call on it may raise redis.RedisError."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        health_check_interval=30,
        retry=Retry(NoBackoff(), 0),
    )


def async_redis_client() -> "AsyncRedis":
    """Return a new client for the running event loop."""
    return AsyncRedis.from_url(
        settings.REDIS_URL,
        socket_timeout=TIMEOUT_S,
        socket_connect_timeout=TIMEOUT_S,
        health_check_interval=15,
    )
