"""The limit of row 12: uvloop, one Redis subscription, ready frames straight into transports.

`python -m benchmarks.peers.raw_sockets PORT REDIS_URL`. No sign-in, no topics, no slow clients.
"""

import asyncio
import base64
import hashlib
import sys
from typing import cast

import uvloop
from redis.asyncio import Redis
from typing_extensions import override

from benchmarks.peers.process_cost import cost
from benchmarks.websocket_frames import server_frame

CHANNEL = "bench:raw"
_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class RawSocket(asyncio.Protocol):
    """Answers the handshake, then ignores what it receives."""

    open: "set[asyncio.Transport]" = set()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        if self._transport in self.open:
            return
        if data.startswith(b"GET /cost"):
            body = cost()
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
            self._transport.write(head.encode() + body)
            return
        key = data.split(b"Sec-WebSocket-Key: ")[1].split(b"\r\n")[0]
        accept = base64.b64encode(hashlib.sha1(key + _MAGIC).digest())  # noqa: S324  RFC 6455
        self._transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        self.open.add(self._transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.open.discard(self._transport)


async def main(port: int, redis_url: str) -> None:
    """Serve for ever."""
    loop = asyncio.get_running_loop()
    await loop.create_server(RawSocket, "127.0.0.1", port)
    pubsub = Redis.from_url(redis_url).pubsub(ignore_subscribe_messages=True)
    await pubsub.subscribe(CHANNEL)
    async for message in pubsub.listen():
        frame = server_frame(message["data"])
        for transport in RawSocket.open:
            transport.write(frame)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2]))
