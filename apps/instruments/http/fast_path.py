"""An ASGI layer that answers `/history` and `/price` past Django, once Django has said yes.

A synchronous Django view under ASGI costs milliseconds of middleware and thread hops, many times
what these two reads cost themselves. So the first request of a reader goes through the whole
stack: host check, session or token, scopes, throttles, the view. The view's `permit` leaves a
grant; for `GRANT_S` seconds the same credentials from the same address, asking the same host, are
answered here, by the same selectors, in one hop to a reader thread. Anything unusual (an error,
another route or method, a parameter or an `Accept` that is not plainly known) goes to Django. Any
unsafe request drops all grants, so that a sign-out or a revoked token counts at once; another
process learns of it when its grant runs out.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from time import monotonic
from typing import Any, Final
from urllib.parse import parse_qsl

from django.db import DatabaseError, connection
from rest_framework.request import Request

from apps.core.errors import ProblemError
from apps.core.json import dumps
from apps.core.web.caller import RELAY_HEADERS
from apps.core.web.compression import accepted_encoding
from apps.core.web.conditional import REVALIDATED, is_known, weak_etag
from apps.instruments.mappers import quote_shown
from apps.instruments.selectors import History, history_read, instrument_get, price_quote
from apps.instruments.serializers import HistoryQuerySerializer, SymbolQuerySerializer
from apps.instruments.types import Instrument
from apps.instruments.wire.queries import history_query_parse, symbol_parse

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
SentHeaders = Mapping[bytes, bytes]

GRANT_S: Final = 2.0
GRANTS: Final = 2_000
_BOX: Final = "sightline.grant"
_PRICE: Final = "/api/v1/price"
_PARAMETERS: Final = {
    "/api/v1/history": frozenset(HistoryQuerySerializer().fields),
    _PRICE: frozenset(SymbolQuerySerializer().fields),
}
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Whatever decides who asks and whether they may: Django judged exactly these.
_CREDENTIALS: Final = frozenset(name.encode() for name in RELAY_HEADERS) | {
    b"cookie", b"authorization", b"x-session-token", b"host", b"origin",
}  # fmt: skip
_OWN: Final = frozenset(
    {
        b"content-length",
        b"content-type",
        b"content-encoding",
        b"etag",
        b"set-cookie",
        b"date",
        b"cache-control",
    }
)
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """Django's yes to one reader, with the headers that its middleware adds to every answer."""

    user_id: int
    expires: float
    headers: Headers


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, its own headers and a body."""

    status: int
    headers: Headers
    body: bytes


def permit(request: Request) -> None:
    """Note that Django let this person read; called by the views behind the fast path."""
    scope: Scope = getattr(request._request, "scope", {})  # noqa: SLF001  its only way to ASGI
    if _BOX in scope:
        scope[_BOX].append(request.user.pk)


class Reader:
    """Answers in threads of its own, each with its own database connection."""

    def __init__(self, threads: int = 2) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, "market-read")
        self._instruments: dict[tuple[int, str], tuple[float, Instrument]] = {}

    async def answer(self, scope: Scope, user_id: int) -> Answer | None:
        """Return the answer, or None when Django should give it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._answer, scope, user_id)

    def close(self) -> None:
        """Close the connection of every thread and let the threads end."""
        together = Barrier(self._threads)

        def leave() -> None:
            connection.close()
            together.wait(timeout=5)  # no thread takes two turns

        for _ in range(self._threads):
            self._pool.submit(leave)
        self._pool.shutdown()

    def _answer(self, scope: Scope, user_id: int) -> Answer | None:
        params, sent = _params(scope), dict(scope["headers"])
        if params is None or not _takes_json(_text(sent, b"accept")):
            return None
        try:
            if scope["path"] == _PRICE:
                return self._price(params, sent, user_id)
            return self._history(params, sent, user_id)
        except (ProblemError, DatabaseError):
            return None  # Django meets it again and answers it properly
        finally:
            if connection.vendor != "sqlite":
                connection.close()  # back to the pool

    def _instrument(self, symbol: str, user_id: int) -> Instrument:
        key = (user_id, symbol)
        expires, instrument = self._instruments.get(key, (0.0, None))
        if instrument is None or expires < monotonic():
            if len(self._instruments) > GRANTS:
                self._instruments.clear()
            instrument = instrument_get(symbol=symbol, user_id=user_id)
            self._instruments[key] = (monotonic() + GRANT_S, instrument)
        return instrument

    def _price(self, params: dict[str, str], sent: SentHeaders, user_id: int) -> Answer:
        instrument = self._instrument(symbol_parse(params), user_id)
        body = dumps(quote_shown(price_quote(instrument=instrument)))
        etag = weak_etag(body)
        headers = _raw({"ETag": etag, "Cache-Control": REVALIDATED})
        if is_known(etag, _text(sent, b"if-none-match")):
            return Answer(304, headers, b"")
        return Answer(200, headers, body)

    def _history(self, params: dict[str, str], sent: SentHeaders, user_id: int) -> Answer:
        query = history_query_parse(params)
        history = history_read(
            instrument=self._instrument(query.symbol, user_id),
            query=query,
            known_etag=_text(sent, b"if-none-match"),
            encoding=accepted_encoding(_text(sent, b"accept-encoding")),
        )
        headers = _raw(history_headers(history))
        return Answer(304 if history.body is None else 200, headers, history.body or b"")


def history_headers(history: History) -> dict[str, str]:
    """Return the headers of a history, past and through Django."""
    headers = {"ETag": history.etag, "Cache-Control": REVALIDATED}
    return headers | ({"Content-Encoding": history.encoding} if history.encoding else {})


def _raw(headers: Mapping[str, str]) -> Headers:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _params(scope: Scope) -> dict[str, str] | None:
    """Return a query of which every name is read here, once; None for what Django judges."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    params = dict(pairs)
    is_known = len(params) == len(pairs) and params.keys() <= _PARAMETERS[scope["path"]]
    return params if is_known else None


def _takes_json(accept: str) -> bool:
    """Return whether an `Accept` plainly takes JSON; one that weighs or excludes is Django's."""
    ranges = {one.strip() for one in accept.split(",")}
    return not accept or bool(ranges & {"*/*", "application/*", "application/json"})


def _text(headers: SentHeaders, name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


def _key(scope: Scope) -> Key:
    credentials = tuple(header for header in scope["headers"] if header[0] in _CREDENTIALS)
    return (scope.get("client", ("",))[0], scope.get("scheme"), credentials)


async def _send(send: Send, grant: Grant, answer: Answer) -> None:
    headers = [*grant.headers, *answer.headers]
    if answer.status == 200:
        size = str(len(answer.body)).encode()
        headers += [(b"content-type", b"application/json"), (b"content-length", size)]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


class FastPath:
    """The layer itself; wrap Django's ASGI application in it.

    Parameters
    ----------
    app : ASGI application
        Django's.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self._reader = Reader()
        self._grants: dict[Key, Grant] = {}
        self._changes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer here when a grant holds, else pass on and learn."""
        if scope["type"] != "http" or scope["path"] not in _PARAMETERS or scope["method"] != "GET":
            await self._pass_on(scope, receive, send)
            return
        key = _key(scope)
        grant = self._grants.get(key)
        if grant is not None and grant.expires > monotonic():
            answer = await self._reader.answer(scope, grant.user_id)
            if answer is not None:
                await _send(send, grant, answer)
                return
        await self._learn(key, scope, receive, send)

    async def close(self) -> None:
        """Let the reader threads end."""
        await asyncio.to_thread(self._reader.close)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        finally:
            if scope.get("method", "GET") not in _SAFE:
                self._changes += 1
                self._grants.clear()

    async def _learn(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        box: list[int] = []
        seen: Headers = []
        changes = self._changes

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in {200, 304}:
                seen.extend(h for h in message["headers"] if h[0].lower() not in _OWN)
            await send(message)

        await self._app({**scope, _BOX: box}, receive, watch)
        # A yes that was asked for before a change (a sign-out) may be older than the change.
        if box and seen and changes == self._changes:
            if len(self._grants) >= GRANTS:
                self._grants.clear()
            self._grants[key] = Grant(box[0], monotonic() + GRANT_S, seen)
