"""Socket routes."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.urls import URLPattern, path, re_path

from apps.realtime.consumer import StreamConsumer
from apps.realtime.limits import UNKNOWN_TOPIC

Message = MutableMapping[str, Any]


async def refuse(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Refuse the handshake of a socket that does not exist; the router would raise instead."""
    del scope
    await receive()
    await send({"type": "websocket.close", "code": UNKNOWN_TOPIC})


websocket_urlpatterns: list[URLPattern] = [
    path("ws/v1/stream", StreamConsumer.as_asgi()),  # type: ignore[arg-type]  # Channels routes ASGI
    re_path("", refuse),  # type: ignore[arg-type]  # as above
]
