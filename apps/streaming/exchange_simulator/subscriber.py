"""One socket client of the venue: its streams, its bounded queue, its control frames."""

import asyncio
from collections.abc import Iterable
from typing import Any, Final

import orjson
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

QUEUE: Final = 20_000
MAX_STREAMS: Final = 1_024


class Subscriber:
    """A connection and what it asked for.

    Parameters
    ----------
    socket : ServerConnection
        Where frames go.
    streams : iterable of str
        What the address named.
    enveloped : bool
        Whether events are wrapped with the name of their stream.
    """

    def __init__(
        self, socket: ServerConnection, streams: Iterable[str], *, enveloped: bool
    ) -> None:
        self._socket = socket
        self.streams = set(streams)
        self.enveloped = enveloped
        self._queue: asyncio.Queue[bytes] = asyncio.Queue(QUEUE)

    def offer(self, frame: bytes) -> None:
        """Queue a frame; a client that is too slow is cut off, as the real venue does."""
        try:
            self._queue.put_nowait(frame)
        except asyncio.QueueFull:
            self._socket.transport.abort()

    async def serve(self) -> None:
        """Send what is queued and answer control frames until the client goes."""
        sender = asyncio.create_task(self._send())
        try:
            async for message in self._socket:
                self.offer(orjson.dumps(self._control(message)))
        except ConnectionClosed:
            return
        finally:
            sender.cancel()

    async def _send(self) -> None:
        try:
            while True:
                frame = await self._queue.get()
                await self._socket.send(frame, text=True)
        except ConnectionClosed:
            return

    def _control(self, message: str | bytes) -> dict[str, Any]:
        try:
            request = orjson.loads(message)
            method, number = request["method"], request.get("id")
            names = {str(one) for one in request.get("params") or ()}
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            return {"error": {"code": 3, "msg": "Invalid JSON"}, "id": None}
        match method:
            case "SUBSCRIBE" if len(self.streams | names) <= MAX_STREAMS:
                self.streams |= names
            case "UNSUBSCRIBE":
                self.streams -= names
            case "LIST_SUBSCRIPTIONS":
                return {"result": sorted(self.streams), "id": number}
            case _:
                return {"error": {"code": 2, "msg": "Invalid request"}, "id": number}
        return {"result": None, "id": number}
