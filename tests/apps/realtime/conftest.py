"""Topics that only tests have, and clients that write into a list."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from typing_extensions import override

from apps.accounts.types import Credential
from apps.core.web.caller import Caller
from apps.realtime import topics
from apps.realtime.client import Client
from apps.realtime.hub import Hub
from apps.realtime.identity import Identity
from apps.realtime.topics import TopicSpec
from tests.registries import having


@dataclass
class Socket:
    """The far end of a client: every frame that left, parsed."""

    frames: list[dict[str, Any]] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    async def send(self, message: dict[str, Any]) -> None:
        self.frames.append(json.loads(message["text"]))

    async def close(self, code: int) -> None:
        self.closed.append(code)

    def client(self, user_id: int = 1) -> Client:
        return Client(Identity(Credential(user_id), Caller("", direct=True)), self.send, self.close)


class QuietHub(Hub):
    """A hub without Redis whose queries run at once."""

    @override
    async def in_thread(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    @override
    def join(self, client: Client) -> bool:
        self._tasks = self._tasks or (_NoTask(),)  # type: ignore[assignment]
        return super().join(client)


class _NoTask:
    def cancel(self) -> None:
        """Nothing runs."""


@pytest.fixture
def state() -> dict[str, Any]:
    """What snapshots answer."""
    return {"value": 0}


@pytest.fixture(autouse=True)
def test_topics(monkeypatch: pytest.MonkeyPatch, state: dict[str, Any]) -> None:
    open_to_all = TopicSpec(
        "open", lambda user_id, parts: dict(state), lambda user_id, parts: parts != ("hidden",)
    )
    own = TopicSpec(
        "own", lambda user_id, parts: {"user": user_id}, lambda user_id, parts: True, private=True
    )
    for spec in (open_to_all, own):
        having(monkeypatch, topics.TOPICS, {spec.prefix: spec})
