"""Records between publishers and hubs: one line an event, ready JSON, many lines a message."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from apps.core.json import dumps
from apps.realtime.events import Event

CHANNEL: Final = "sightline:events"
Slot = tuple[str, int | None, str]
"""Topic, audience, key: of each slot the newest event survives."""


@dataclass(frozen=True, slots=True)
class Record:
    """One event as it travels; `data` is its JSON."""

    topic: str
    audience: int | None
    key: str
    data: str


def slots(event: Event) -> Iterator[Slot]:
    """Return the slots that an event fills, one a topic."""
    for topic in event.topics:
        yield topic, event.audience, event.key


def encode(events: Iterable[tuple[Slot, Event]]) -> bytes:
    """Join events into one message; orjson escapes tabs and newlines, so both can separate."""
    return b"\n".join(
        b"%b\t%d\t%b\t%b" % (topic.encode(), audience or 0, key.encode(), dumps(vars(event)))
        for (topic, audience, key), event in events
    )


def decode(message: bytes) -> Iterator[Record]:
    """Split a message into its records."""
    for line in message.decode().split("\n"):
        topic, audience, key, data = line.split("\t", 3)
        yield Record(topic, int(audience) or None, key, data)
