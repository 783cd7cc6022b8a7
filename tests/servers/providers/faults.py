"""What can go wrong with an answer of a provider, one name each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from typing import Any, Literal, Protocol

import orjson

from tests.servers.providers.universe import Listed

# A request's own, or a test's.
Headers = Mapping[str, str] | Message

Fault = Literal[
    "none", "rate_limit", "server_error", "html", "note", "empty", "nan_last",
    "slow", "half_body", "cut_connection", "wrong_key",
]  # fmt: skip

NOTE = {
    "Note": "Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per "
    "minute and 500 calls per day."
}
HTML = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>Just a moment</body></html>"
RETRY_AFTER = "7"


@dataclass(frozen=True)
class Request:
    """One request as a local provider sees it."""

    path: str
    asked: Mapping[str, str]
    headers: Headers
    listed: dict[str, Listed]
    now: datetime
    premium: bool = True
    wrong_key: bool = False

    def key(self, parameter: str) -> str:
        """The key that was sent, as a parameter or in the header Authorization."""
        sent = self.headers.get("Authorization", "").split(" ", 1)[-1]
        return self.asked.get(parameter, sent)


@dataclass
class Reply:
    """One answer on its way out."""

    content: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_s: float = 0.0
    cut: bool = False
    type: str = "application/json"

    def body(self) -> bytes:
        """The bytes that the answer promises."""
        return self.content if isinstance(self.content, bytes) else orjson.dumps(self.content)


class Fake(Protocol):
    """A local provider: a module of this folder, named like the provider."""

    EMPTY: Any
    """What it answers when it has nothing."""

    WRONG_KEY: Reply | None
    """What it answers to a wrong key, where the module does not judge keys itself."""

    def answer(self, request: Request) -> Reply:
        """Answer one request."""
        ...

    def lose_last_close(self, content: Any) -> None:
        """Write what the provider writes for "not a number" into the newest bar."""
        ...


def spoil(reply: Reply, fault: Fault, fake: Fake) -> Reply:
    """Return the answer as this fault makes it."""
    body = reply.body()
    spoiled = {
        "rate_limit": Reply({"error": "Too Many Requests"}, 429, {"Retry-After": RETRY_AFTER}),
        "server_error": Reply({"error": "oops"}, 503),
        "html": Reply(HTML, type="text/html"),
        "note": Reply(NOTE),
        "empty": Reply(fake.EMPTY),
        "slow": Reply(body, reply.status, wait_s=2.0),
        "half_body": Reply(body[: len(body) // 2]),
        "cut_connection": Reply(body, cut=True),
    }
    if fault == "wrong_key" and fake.WRONG_KEY is not None:
        return fake.WRONG_KEY
    if fault == "nan_last":
        fake.lose_last_close(reply.content)
    return spoiled.get(fault, reply)
