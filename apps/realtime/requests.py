"""What a client may say, parsed strictly."""

from dataclasses import dataclass
from typing import Any, Final, Literal

import orjson

from apps.realtime.limits import MAX_TOPICS

Action = Literal["subscribe", "unsubscribe", "ping"]
_MAX_TOPIC: Final = 128
_HELP: Final = (
    'Send {"action": "subscribe" or "unsubscribe", "topics": ["prices:AAPL"]} or '
    '{"action": "ping"}.'
)


class BadMessageError(ValueError):
    """A message that is not one of the three; its text says what to send."""


@dataclass(frozen=True, slots=True)
class StreamRequest:
    """A client's message."""

    action: Action
    topics: tuple[str, ...] = ()


def parse(text: str | bytes) -> StreamRequest:
    """Return a message's meaning; anything unknown in it is an error."""
    try:
        body = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadMessageError(f"The message is not JSON. {_HELP}") from error
    if not isinstance(body, dict) or not body.keys() <= {"action", "topics"}:
        raise BadMessageError(f"The message has unknown members. {_HELP}")
    action, topics = body.get("action"), body.get("topics", [])
    if action == "ping" and not topics:
        return StreamRequest("ping")
    if action in ("subscribe", "unsubscribe") and _are_topics(topics):
        return StreamRequest(action, tuple(dict.fromkeys(topics)))
    raise BadMessageError(f"The message is not understood. {_HELP}")


def _are_topics(topics: Any) -> bool:
    return (
        isinstance(topics, list)
        and 0 < len(topics) <= 2 * MAX_TOPICS
        and all(isinstance(topic, str) and 0 < len(topic) <= _MAX_TOPIC for topic in topics)
    )
