"""The limit of row 3: the same number of bytes, ready, by the same server without any framework."""

import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

_BODY = b"x" * int(os.environ.get("SIGHTLINE_BENCH_BYTES", "1"))
_HEADERS = [(b"content-length", str(len(_BODY)).encode()), (b"content-type", b"text/plain")]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


async def application(_scope: Mapping[str, Any], _receive: object, send: Send) -> None:
    """Answer everything the same."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _BODY})
