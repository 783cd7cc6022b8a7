"""The local venue: sockets and REST on one port, speaking Binance USD-M to whoever asks."""

import asyncio
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import orjson
import structlog
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from apps.streaming.exchange_simulator.rest import RestError, SimulatorRest
from apps.streaming.exchange_simulator.subscriber import Subscriber
from apps.streaming.exchange_simulator.tape import MINUTE_MS, Tape, Trade
from apps.streaming.exchange_simulator.universe import Listing
from apps.streaming.exchange_simulator.wire import trade_event

log = structlog.get_logger(__name__)
BEAT_S: Final = 0.05
PING_S: Final = 180.0


class Simulator:
    """Serve the tape as time passes.

    Parameters
    ----------
    listings : iterable of Listing
        What trades.
    tape : Tape
        All trades.
    now_ms : callable
        The venue's clock.
    """

    def __init__(self, listings: Iterable[Listing], tape: Tape, now_ms: Callable[[], int]) -> None:
        self._listings = {one.symbol: one for one in listings}
        self._tape = tape
        self._now_ms = now_ms
        self._rest = SimulatorRest(self._listings, tape, now_ms)
        self._subscribers: set[Subscriber] = set()

    async def run(self, host: str, port: int, stop: asyncio.Event) -> None:
        """Serve until `stop` is set."""
        async with (
            serve(
                self._socket,
                host,
                port,
                process_request=self._request,
                ping_interval=PING_S,
                compression=None,
            ) as server,
            asyncio.TaskGroup() as group,
        ):
            trading = group.create_task(self._trade())
            log.info("simulator_open", port=server.sockets[0].getsockname()[1])
            await stop.wait()
            trading.cancel()

    async def _trade(self) -> None:
        """Send each trade when its time has come."""
        sent_ms = self._now_ms()
        while True:
            await asyncio.sleep(BEAT_S)
            now_ms = self._now_ms()
            wanted = {name for one in self._subscribers for name in one.streams}
            for listing in self._listings.values():
                name = f"{listing.symbol.lower()}@aggTrade"
                if name in wanted:
                    for trade in self._due(listing, sent_ms, now_ms):
                        self._send(name, orjson.dumps(trade_event(listing, trade, now_ms)))
            sent_ms = max(sent_ms, now_ms)

    def _due(self, listing: Listing, after_ms: int, until_ms: int) -> Iterable[Trade]:
        for minute in range((after_ms + 1) // MINUTE_MS, until_ms // MINUTE_MS + 1):
            for trade in self._tape.minute(listing, minute):
                if after_ms < trade.time_ms <= until_ms:
                    yield trade

    def _send(self, name: str, event: bytes) -> None:
        wrapped = b'{"stream":"%s","data":%s}' % (name.encode(), event)
        for one in self._subscribers:
            if name in one.streams:
                one.offer(wrapped if one.enveloped else event)

    async def _socket(self, socket: ServerConnection) -> None:
        request = socket.request
        parts = urlsplit(request.path if request else "")
        path = parts.path.removeprefix("/market").rstrip("/")
        enveloped = path == "/stream"
        named = dict(parse_qsl(parts.query)).get("streams", "") if enveloped else path[len("/ws") :]
        streams = [unquote(one) for one in named.split("/") if one]
        subscriber = Subscriber(socket, streams, enveloped=enveloped)
        self._subscribers.add(subscriber)
        try:
            await subscriber.serve()
        finally:
            self._subscribers.discard(subscriber)

    async def _request(self, _: ServerConnection, request: Request) -> Response | None:
        """Answer REST here; let socket handshakes pass."""
        parts = urlsplit(request.path)
        if request.headers.get("Upgrade", "").lower() == "websocket":
            path = parts.path.removeprefix("/market")
            known = path.rstrip("/") in {"/stream", "/ws"} or path.startswith("/ws/")
            return None if known else _response(HTTPStatus.NOT_FOUND, {"code": -1, "msg": "Path"})
        try:
            content = await self._rest.answer(parts.path, dict(parse_qsl(parts.query)))
        except RestError as error:
            return _response(HTTPStatus.BAD_REQUEST, error.body)
        except LookupError:
            return _response(HTTPStatus.NOT_FOUND, {"code": -5000, "msg": "Path is invalid"})
        return _response(HTTPStatus.OK, content)


def _response(status: HTTPStatus, content: object) -> Response:
    body = orjson.dumps(content)
    headers = Headers(
        [
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
    )
    return Response(status.value, status.phrase, headers, body)
