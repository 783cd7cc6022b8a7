"""The peer of row 12: a Channels consumer in a group of the Redis pub/sub layer."""

from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from typing_extensions import override

from benchmarks.peers.process_cost import Receive, Scope, Send, with_cost

GROUP = "bench"


class GroupConsumer(AsyncWebsocketConsumer):
    """Joins the group and sends on what comes, as the tutorial shows it."""

    @override
    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def bench_message(self, event: dict[str, Any]) -> None:
        """Send one message on."""
        await self.send(text_data=event["text"])


_consumer = GroupConsumer.as_asgi()


async def _sockets(scope: Scope, receive: Receive, send: Send) -> None:
    await _consumer(scope, receive, send)  # type: ignore[arg-type]


application = with_cost(_sockets)
