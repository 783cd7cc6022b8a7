"""Defaults in the OpenAPI document: each is a value that its own schema allows."""

import re
from typing import Any

from apps.core.openapi.walking import Document, schemas_in


def drop_defaults_of_nothing(
    result: Document, generator: object, request: object, public: object
) -> Document:
    """Leave out the defaults that stand for "not given".

    A filter without a value has "" as its default in the server's code, which is none of the
    values that the schema allows: to leave the parameter out says the same.
    """
    del generator, request, public  # drf-spectacular passes them by name
    for _, schema in schemas_in(result):
        _raise_default(schema)
        if schema.get("default") == "" and not _allows_empty(schema):
            del schema["default"]
        if schema.get("default", 0) is None and not _allows_null(schema):
            del schema["default"]
    return result


def open_unions_with_anything(
    result: Document, generator: object, request: object, public: object
) -> Document:
    """Write "anything, or null" as anything: exactly one of the two never holds for null."""
    del generator, request, public  # drf-spectacular passes them by name
    for _, schema in schemas_in(result):
        if {} in schema.get("oneOf", ()):
            del schema["oneOf"]
    return result


def _raise_default(schema: dict[str, Any]) -> None:
    """Move a default out of the alternative that it is written in, which may not allow it."""
    for alternative in schema.get("oneOf", ()):
        if "default" in alternative:
            schema["default"] = alternative.pop("default")


def _allows_empty(schema: dict[str, Any]) -> bool:
    if "oneOf" in schema:
        return any(_allows_empty(alternative) for alternative in schema["oneOf"])
    if "enum" in schema:
        return "" in schema["enum"]
    pattern = schema.get("pattern")
    return not schema.get("minLength") and (pattern is None or bool(re.search(pattern, "")))


def _allows_null(schema: dict[str, Any]) -> bool:
    return "null" in schema.get("type", ()) or None in schema.get("enum", ())
