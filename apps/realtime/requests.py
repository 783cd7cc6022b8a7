"""What a client may say, parsed strictly."""

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import orjson

from apps.core.typed.hints import Schema
from apps.core.typed.strict_json import loads
from apps.realtime.limits import MAX_TOPICS

Action = Literal["subscribe", "unsubscribe", "ping"]
_MAX_TOPIC: Final = 128
_HELP: Final = (
    'Send {"action": "subscribe" or "unsubscribe", "topics": ["prices:AAPL"]} or '
    '{"action": "ping"}.'
)

BAD_TOPIC: Final = f"A topic is a text of 1 to {_MAX_TOPIC} characters, such as prices:AAPL."


class BadMessageError(ValueError):
    """A message that is not one of the three; its text says what to send."""


@dataclass(frozen=True)
class StreamRequest:
    """What a client may send."""

    action: Action
    topics: Annotated[tuple[str, ...], Schema(maxItems=MAX_TOPICS)] = ()


@dataclass(frozen=True)
class ParsedRequest(StreamRequest):
    """A client's message as it was understood."""

    malformed: tuple[str | None, ...] = ()
    """Topics that no topic can be: empty or far too long ones, and None for what is no text."""


def parse(text: str | bytes) -> ParsedRequest:
    """Return a message's meaning; anything unknown in it is an error."""
    try:
        body = loads(text)
    except orjson.JSONDecodeError as error:
        raise BadMessageError(f"The message is not JSON. {_HELP}") from error
    if not isinstance(body, dict) or not body.keys() <= {"action", "topics"}:
        raise BadMessageError(f"The message has unknown members. {_HELP}")
    action, topics = body.get("action"), body.get("topics", [])
    if action == "ping" and not topics:
        return ParsedRequest("ping")
    if action in ("subscribe", "unsubscribe") and _is_topic_list(topics):
        good = tuple(dict.fromkeys(topic for topic in topics if _is_topic(topic)))
        bad = (topic for topic in topics if not _is_topic(topic))
        names = (topic[:_MAX_TOPIC] if isinstance(topic, str) else None for topic in bad)
        return ParsedRequest(action, good, tuple(dict.fromkeys(names)))
    raise BadMessageError(f"The message is not understood. {_HELP}")


def _is_topic_list(topics: Any) -> bool:
    return isinstance(topics, list) and 0 < len(topics) <= 2 * MAX_TOPICS


def _is_topic(topic: Any) -> bool:
    return isinstance(topic, str) and 0 < len(topic) <= _MAX_TOPIC
