"""The subscription to Redis: when it begins, when it is dead, and that it ends when asked to."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from pytest_django import Settings
from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from apps.realtime import upstream, wire
from tests.servers.redis import RedisServer

pytestmark = pytest.mark.faults


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    with TemporaryDirectory(prefix="sl-") as name:
        server = RedisServer(Path(name)).start()
        yield server
        server.kill()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch, redis_server: RedisServer, settings: Settings) -> None:
    settings.REDIS_URL = redis_server.url
    monkeypatch.setattr(upstream, "PING_S", 0.05)


async def _publish(redis_server: RedisServer, text: str) -> int:
    async with Redis.from_url(redis_server.url) as client:
        return int(await client.publish(wire.CHANNEL, text))


async def test_it_is_reported_once_redis_gives_it_every_event(redis_server: RedisServer) -> None:
    received: asyncio.Queue[bytes] = asyncio.Queue()
    subscribed = asyncio.Event()
    task = asyncio.create_task(upstream.listen(received.put_nowait, subscribed.set))
    async with asyncio.timeout(20):
        await subscribed.wait()
        assert await _publish(redis_server, "first") == 1
        assert await received.get() == b"first"
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_it_ends_when_the_cancellation_is_lost_on_the_way(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `asyncio.wait_for` of Python 3.11 loses it when what it waits for is done just then."""
    lost = 0

    async def losing(self: PubSub, *args: Any, **kwargs: Any) -> Any:
        nonlocal lost
        try:
            return await get_message(self, *args, **kwargs)
        except asyncio.CancelledError:
            lost += 1
            return None

    get_message = PubSub.get_message
    monkeypatch.setattr(PubSub, "get_message", losing)
    subscribed = asyncio.Event()
    task = asyncio.create_task(upstream.listen(lambda message: None, subscribed.set))
    async with asyncio.timeout(20):
        await subscribed.wait()
        await asyncio.sleep(0)
        task.cancel()
        await task
    assert lost == 1
    assert await _publish(redis_server, "nobody listens") == 0
