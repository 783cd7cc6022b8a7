"""The pushed events in the OpenAPI document, so that one generated file covers REST and socket."""

from apps.core.openapi.answers import Schema, record_schema
from apps.core.openapi.walking import Document
from apps.realtime.events import EVENTS, Event
from apps.realtime.frames import StreamFrame
from apps.realtime.requests import StreamRequest


def event_schema(event: type[Event]) -> Schema:
    """Return the JSON schema of an event, closed to further members."""
    about = f"Update on `{event.pattern}`. {event.__doc__ or ''}".strip()
    return _closed(event) | {"description": about}


def _closed(message: type) -> Schema:
    return record_schema(message, _refuse) | {"additionalProperties": False}


def _refuse(part: type) -> Schema:
    raise TypeError(f"events cannot carry {part}: what is pushed is flat")


def add_events(result: Document, generator: object, request: object, public: object) -> Document:
    """Add the events, the frame round them and the client's messages to the components."""
    del generator, request, public  # drf-spectacular passes them by name
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    for event in EVENTS:
        schemas[event.__name__] = event_schema(event)
    schemas["StreamFrame"] = _closed(StreamFrame)
    # The topics of a ping may be left out.
    schemas["StreamRequest"] = _closed(StreamRequest) | {"required": ["action"]}
    return result
