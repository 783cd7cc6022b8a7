"""Many socket clients in one process that count what they get, and a stopwatch at some of them."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import cast

import uvloop
from typing_extensions import override

from benchmarks.websocket_frames import client_frame, pong, split

_MARK = b'"at":'
_SAMPLED = 10
"""Every tenth client looks at the clock."""
_CONNECT_S = 60.0


class Watcher(asyncio.Protocol):
    """One client; frames without a time in them (snapshots) do not count."""

    def __init__(self, head: bytes, said: bytes, *, sampled: bool) -> None:
        self.count = 0
        self.last = b""
        self.ages: list[float] = []
        self.greeted = asyncio.Event()
        self._head = head
        self._said = said
        self._sampled = sampled
        self._open = False
        self._buffer = bytearray()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self._head)

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._open:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            del self._buffer[: end + 4]
            self._open = True
            self.transport.write(self._said)
        frames = list(split(self._buffer))
        for ping, payload in frames:
            if ping:
                self.transport.write(pong(payload))
            else:
                self._take(payload)
        if not self._buffer and (frames or not self._said):
            self.greeted.set()

    def _take(self, payload: bytes) -> None:
        place = payload.find(_MARK)
        if place < 0:
            return
        self.count += 1
        self.last = payload[place:]
        if self._sampled:
            at = float(self.last[len(_MARK) :].split(b",")[0].split(b"}")[0])
            self.ages.append(time.monotonic() - at)


class Crowd:
    """All clients of one server, in an event loop of their own."""

    def __init__(self, port: int, cookies: Sequence[str], topic: str = "") -> None:
        self._loop = uvloop.new_event_loop()
        self.port = port
        said = _subscribe(topic) if topic else b""
        self.watchers = [
            Watcher(_head(port, cookie), said, sampled=number % _SAMPLED == 0)
            for number, cookie in enumerate(cookies)
        ]
        self._loop.run_until_complete(self._connect())

    async def _connect(self) -> None:
        for first in range(0, len(self.watchers), 50):
            group = self.watchers[first : first + 50]
            for watcher in group:
                await self._loop.create_connection(partial(_same, watcher), "127.0.0.1", self.port)
            async with asyncio.timeout(_CONNECT_S):
                await asyncio.gather(*(watcher.greeted.wait() for watcher in group))

    def receive(self, offer: Callable[[], Awaitable[bytes]], seconds: float = 30.0) -> int:
        """Offer messages and read until everyone has the last one; return how many frames came."""
        for watcher in self.watchers:
            watcher.count = 0
            watcher.ages.clear()

        async def all_have_the_last() -> None:
            last = await offer()
            async with asyncio.timeout(seconds):
                while any(last not in watcher.last for watcher in self.watchers):  # noqa: ASYNC110  500 events would cost the clients more
                    await asyncio.sleep(0.01)

        self._loop.run_until_complete(all_have_the_last())
        return sum(watcher.count for watcher in self.watchers)

    def ages(self) -> list[float]:
        """Return how old frames were when they came, in seconds, sorted."""
        return sorted(age for watcher in self.watchers for age in watcher.ages)

    def close(self) -> None:
        """Disconnect all; closing twice does nothing."""
        if self._loop.is_closed():
            return
        for watcher in self.watchers:
            watcher.transport.abort()
        self._loop.run_until_complete(asyncio.sleep(0.1))
        self._loop.close()


def _same(watcher: Watcher) -> Watcher:
    return watcher


def _subscribe(topic: str) -> bytes:
    return client_frame(json.dumps({"action": "subscribe", "topics": [topic]}).encode())


def _head(port: int, cookie: str) -> bytes:
    lines = [
        "GET /ws/v1/stream HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        *([f"Cookie: sessionid={cookie}"] if cookie else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode()
