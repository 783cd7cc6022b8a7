"""The pushed events in the OpenAPI document, so that one generated file covers REST and socket."""

import dataclasses
from copy import deepcopy
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from apps.realtime.events import EVENTS, Event

_PLAIN: Final[dict[Any, dict[str, Any]]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    UUID: {"type": "string", "format": "uuid"},
}
_FRAME: Final[dict[str, Any]] = {
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
_REQUEST: Final[dict[str, Any]] = {
    "type": "object",
    "description": "What a client may send.",
    "properties": {
        "action": {"type": "string", "enum": ["subscribe", "unsubscribe", "ping"]},
        "topics": {"type": "array", "items": {"type": "string"}, "maxItems": 200},
    },
    "required": ["action"],
    "additionalProperties": False,
}


def type_schema(hint: Any) -> dict[str, Any]:
    """Return the JSON schema of a field's type."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"type": "string", "enum": list(inside)}
    if origin is tuple:
        return {"type": "array", "items": type_schema(inside[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": True}
    if origin in {UnionType, Union} and NoneType in inside and len(inside) == 2:
        return _nullable(type_schema(next(part for part in inside if part is not NoneType)))
    raise TypeError(f"events cannot carry {hint}")


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    nullable = schema | {"type": [schema["type"], "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable


def event_schema(event: type[Event]) -> dict[str, Any]:
    """Return the JSON schema of an event, closed to further members."""
    hints = get_type_hints(event)
    names = [field.name for field in dataclasses.fields(event)]
    return {
        "type": "object",
        "description": f"Update on `{event.pattern}`. {event.__doc__ or ''}".strip(),
        "properties": {name: type_schema(hints[name]) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def add_events(
    result: dict[str, Any], generator: object, request: object, public: object
) -> dict[str, Any]:
    """Add the events, the frame round them and the client's messages to the components."""
    del generator, request, public  # drf-spectacular passes them by name
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for event in EVENTS:
        schemas[event.__name__] = event_schema(event)
    # Copies, because the hooks that follow change the document in place.
    schemas["StreamFrame"] = deepcopy(_FRAME)
    schemas["StreamRequest"] = deepcopy(_REQUEST)
    return result
