"""The protocol of `/ws/v1/stream`; everything else is the hub's."""

import asyncio
from contextlib import suppress
from typing import Any, Final, NamedTuple, cast

import structlog
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import DatabaseError
from typing_extensions import override

from apps.realtime import limits
from apps.realtime.client import Client, Send
from apps.realtime.frames import error_frame, frame
from apps.realtime.hub import Hub, hub
from apps.realtime.identity import identify, origin_allowed
from apps.realtime.requests import BAD_TOPIC, BadMessageError, ParsedRequest, parse
from apps.realtime.topics import Grant, TopicRefusedError, UnknownTopicError, authorized

log = structlog.get_logger(__name__)

_CLOSE_S: Final = 5.0
_TRY_AGAIN: Final = 1013


class StreamConsumer(AsyncWebsocketConsumer):
    """One socket. It is accepted first, because only an open socket can say why it closes."""

    channel_layer_alias = None  # type: ignore[assignment]  # Channels takes None for no layer

    _client: Client | None = None
    _writer: asyncio.Task[None] | None = None
    _hub: Hub

    @override
    async def connect(self) -> None:
        await self.accept()
        scope = cast("dict[str, Any]", self.scope)
        self._hub, self._bucket = hub(), limits.Bucket(limits.MESSAGES_PER_S)
        if not origin_allowed(scope):
            await self.close(limits.REFUSED)
            return
        try:
            identity = await self._hub.in_thread(identify, scope)
        except DatabaseError as error:
            log.warning("socket_not_identified", error=str(error))
            await self.close(_TRY_AGAIN)
            return
        if identity is None:
            await self.close(limits.NOT_SIGNED_IN)
            return
        client = Client(identity, cast("Send", self.base_send), self.shut)
        if not self._hub.join(client):
            await self.close(limits.TOO_MANY)
            return
        self._client = client
        self._writer = asyncio.create_task(_write(client))

    @override
    async def disconnect(self, code: int) -> None:
        self._part()

    def _part(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
        if self._client is not None:
            self._hub.leave(self._client)
            self._client = None

    async def shut(self, code: int) -> None:
        """Leave the hub and close; a peer that does not even take the close frame is cut off."""
        if self._client is None:
            return
        self._part()
        try:
            async with asyncio.timeout(_CLOSE_S):
                await self.close(code)
        except TimeoutError:
            _cut_off(self.base_send)
        except (OSError, RuntimeError) as error:
            log.debug("socket_closed_already", error=str(error))

    @override
    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self._client is None:
            return
        said = text_data if text_data is not None else bytes_data or b""
        if len(said) > limits.MAX_FRAME:
            await self.shut(limits.TOO_BIG)
        elif not self._bucket.take():
            await self.shut(limits.TOO_MANY)
        else:
            await self._handle(self._client, said)

    async def _handle(self, client: Client, said: str | bytes) -> None:
        try:
            request = parse(said)
        except BadMessageError as error:
            self._complain(client, None, "invalid_message", str(error), 400)
            return
        if request.action == "ping":
            client.say(frame(topic=None, kind="pong", seq=0, epoch=self._hub.epoch, data="null"))
        elif request.action == "unsubscribe":
            for topic in request.topics:
                self._hub.unsubscribe(client, topic)
            self._complain_malformed(client, request)
        else:
            await self._subscribe(client, request)

    async def _subscribe(self, client: Client, request: ParsedRequest) -> None:
        wanted = self._hub.topics_of(client) | set(request.topics)
        if len(wanted) > limits.MAX_TOPICS:
            await self.shut(limits.TOO_MANY)
            return
        try:
            asked = await self._hub.in_thread(_ask, request.topics, client.user_id)
        except DatabaseError as error:
            log.warning("topics_not_checked", error=str(error))
            await self.shut(_TRY_AGAIN)
            return
        for grant in asked.grants:
            self._hub.subscribe(client, grant)
        for refusal in asked.refusals:
            self._complain(client, refusal.topic, refusal.code, refusal.detail, refusal.status)
        self._complain_malformed(client, request)
        if asked.refusals and not self._hub.topics_of(client):
            # Nothing to keep, and a close code reaches clients that read no error frames.
            await self._shut_after_frames(client, asked.refusals[0].close_code)

    def _complain_malformed(self, client: Client, request: ParsedRequest) -> None:
        for topic in request.malformed:
            self._complain(client, topic, "invalid_topic", BAD_TOPIC, 400)

    def _complain(
        self, client: Client, topic: str | None, code: str, detail: str, status: int
    ) -> None:
        client.say(
            error_frame(topic=topic, epoch=self._hub.epoch, code=code, detail=detail, status=status)
        )

    async def _shut_after_frames(self, client: Client, code: int) -> None:
        """Let the error frame leave first, so that the reader knows why."""
        with suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await client.emptied()
        await self.shut(code)


class _Refusal(NamedTuple):
    """Why one topic of a message was not subscribed to."""

    topic: str
    code: str
    detail: str
    status: int
    close_code: int


class _Asked(NamedTuple):
    """The topics of a message, those that the person may read and the others."""

    grants: list[Grant]
    refusals: list[_Refusal]


def _ask(topics: tuple[str, ...], user_id: int) -> _Asked:
    asked = _Asked([], [])
    for topic in topics:
        try:
            asked.grants.append(authorized(topic, user_id))
        except UnknownTopicError:
            detail = f"There is no topic {topic}, or none that you may see."
            refusal = _Refusal(topic, "unknown_topic", detail, 404, limits.UNKNOWN_TOPIC)
            asked.refusals.append(refusal)
        except TopicRefusedError as error:
            refusal = _Refusal(topic, "topic_refused", str(error), 403, limits.REFUSED)
            asked.refusals.append(refusal)
    return asked


async def _write(client: Client) -> None:
    with suppress(OSError):  # the peer left; its disconnect message is on the way
        await client.write()


def _cut_off(send: Any) -> None:
    """Drop the connection of a peer that takes nothing, with all that is buffered for it.

    ASGI has no word for this; the server's protocol object is behind its bound `send`.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()
