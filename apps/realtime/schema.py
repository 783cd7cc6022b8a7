"""The pushed events in the OpenAPI document, so that one generated file covers REST and socket."""

from copy import deepcopy
from typing import Final

from apps.core.openapi.answers import Schema, record_schema
from apps.core.openapi.walking import Document
from apps.realtime.events import EVENTS, Event

_FRAME: Final[Schema] = {
    "type": "object",
    "description": (
        "Every message of the socket. A gap in `seq` or a new `epoch` means: subscribe again. "
        "`data` of an update is the topic's event; of a snapshot the topic's present state; of an "
        "error a problem document."
    ),
    "properties": {
        "topic": {"type": ["string", "null"]},
        "type": {"type": "string", "enum": ["snapshot", "update", "error", "pong"]},
        "seq": {"type": "integer"},
        "epoch": {"type": "string"},
        "sent_at": {"type": "string", "format": "date-time"},
        "data": {},
    },
    "required": ["topic", "type", "seq", "epoch", "sent_at", "data"],
    "additionalProperties": False,
}
_REQUEST: Final[Schema] = {
    "type": "object",
    "description": "What a client may send.",
    "properties": {
        "action": {"type": "string", "enum": ["subscribe", "unsubscribe", "ping"]},
        "topics": {"type": "array", "items": {"type": "string"}, "maxItems": 200},
    },
    "required": ["action"],
    "additionalProperties": False,
}


def event_schema(event: type[Event]) -> Schema:
    """Return the JSON schema of an event, closed to further members."""
    about = {
        "description": f"Update on `{event.pattern}`. {event.__doc__ or ''}".strip(),
        "additionalProperties": False,
    }
    return record_schema(event, _refuse) | about


def _refuse(part: type) -> Schema:
    raise TypeError(f"events cannot carry {part}: what is pushed is flat")


def add_events(result: Document, generator: object, request: object, public: object) -> Document:
    """Add the events, the frame round them and the client's messages to the components."""
    del generator, request, public  # drf-spectacular passes them by name
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for event in EVENTS:
        schemas[event.__name__] = event_schema(event)
    # Copies, because the hooks that follow change the document in place.
    schemas["StreamFrame"] = deepcopy(_FRAME)
    schemas["StreamRequest"] = deepcopy(_REQUEST)
    return result
