"""A stretch of the socket: each topic's state at its start, and what followed."""

import asyncio
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect

_PATH: Final = "/ws/v1/stream"
_AT_ONCE: Final = 100
"""Topics of one message; the server takes at most 200."""
_SPARSE_MS: Final = 900
"""A quieter market is as good to look at: events of a topic that come sooner give way to newer."""
_WHOLE: Final = ("jobs", "alerts", "clock", "predictions")
"""Topics whose events are things of their own: each is kept."""

Event = tuple[int, Any]


@dataclass
class Topic:
    """What came on one topic."""

    state: Any = None
    there: bool = False
    events: list[Event] = field(default_factory=list)

    def as_json(self, *, sparse: bool) -> dict[str, object]:
        """Return state and events; of an event with the fields of the one before, what differs."""
        kept = _thinned(self.events) if sparse else self.events
        return {"state": self.state, "events": list(_differences(self.state, kept))}


@dataclass
class Stretch:
    """What came on all topics, and when the server said the first of it."""

    topics: Mapping[str, Topic]
    began: str = ""

    def as_json(self) -> dict[str, object]:
        """Return what was recorded of each topic; topics that were refused are left out."""
        return {
            name: topic.as_json(sparse=name.split(":")[0] not in _WHOLE)
            for name, topic in self.topics.items()
            if topic.there
        }


def listen(url: str, cookie: str, topics: Sequence[str], seconds: int) -> Stretch:
    """Return what comes on the topics in so many seconds."""
    return asyncio.run(_listen(url, cookie, topics, seconds))


async def _listen(url: str, cookie: str, topics: Sequence[str], seconds: int) -> Stretch:
    found = Stretch({name: Topic() for name in topics})
    address = url.replace("http", "ws", 1) + _PATH
    headers = {"Cookie": cookie}
    async with connect(address, origin=url, additional_headers=headers) as socket:  # type: ignore[arg-type]  # an origin is a text with a name of its own
        for start in range(0, len(topics), _AT_ONCE):
            some = topics[start : start + _AT_ONCE]
            await socket.send(json.dumps({"action": "subscribe", "topics": some}))
        begin = time.monotonic()
        try:
            async with asyncio.timeout(seconds):
                await _receive(socket, found, begin)
        except TimeoutError:
            pass  # the stretch is over
    return found


async def _receive(socket: ClientConnection, found: Stretch, begin: float) -> None:
    async for text in socket:
        frame = json.loads(text)
        found.began = found.began or frame["sent_at"]
        topic = found.topics.get(frame["topic"])
        if topic is None:
            continue
        if frame["type"] == "snapshot":
            topic.state, topic.there = frame["data"], True
        elif frame["type"] == "update" and topic.there:
            topic.events.append((int((time.monotonic() - begin) * 1000), frame["data"]))


def _thinned(events: Iterable[Event]) -> list[Event]:
    kept: list[Event] = []
    for event in events:
        if kept and event[0] - kept[-1][0] < _SPARSE_MS:
            kept[-1] = (kept[-1][0], event[1])
        else:
            kept.append(event)
    return kept


def _differences(state: Any, events: Iterable[Event]) -> Iterator[list[object]]:
    before = state
    for at, data in events:
        alike = isinstance(data, dict) and isinstance(before, dict) and data.keys() == before.keys()
        if alike:
            yield [at, {name: each for name, each in data.items() if before[name] != each}, 1]
        else:
            yield [at, data]
        before = data
