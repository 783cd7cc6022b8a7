"""What every operation of the OpenAPI document has: problems, limits of pages, closed bodies."""

from collections.abc import Iterator
from typing import Any

from apps.core.scopes import need_of

_PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem document.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "retryable": {"type": "boolean"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                "required": ["field", "message"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail", "retryable"],
}
_PAGE_PARAMETERS = [
    {
        "in": "query",
        "name": "limit",
        "schema": {"type": "integer", "default": 50},
        "description": "Rows a page, at most 200.",
    },
    {
        "in": "query",
        "name": "cursor",
        "schema": {"type": "string"},
        "description": "`next` of the page before; left out for the first page.",
    },
]
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def add_problem_answers(
    result: dict[str, Any], generator: object, request: object, public: object
) -> dict[str, Any]:
    """Add the `Problem` component and a default answer to every operation."""
    del generator, request, public  # drf-spectacular passes them by name
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
    answer = {
        "description": "A problem, with its cause and its fix.",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for operations in result.get("paths", {}).values():
        for method, operation in operations.items():
            if method in _METHODS:
                operation.setdefault("responses", {}).setdefault("default", answer)
    return result


def add_page_parameters(
    result: dict[str, Any], generator: object, request: object, public: object
) -> dict[str, Any]:
    """Add `limit` and `cursor` to every operation that answers with a page (`page_of`)."""
    del generator, request, public  # drf-spectacular passes them by name
    for operations in result.get("paths", {}).values():
        operation = operations.get("get", {})
        answer = operation.get("responses", {}).get("200", {}).get("content", {})
        schema = answer.get("application/json", {}).get("schema", {})
        if schema.get("$ref", "").endswith("Page"):
            operation.setdefault("parameters", []).extend(_PAGE_PARAMETERS)
    return result


def add_token_scopes(
    result: dict[str, Any], generator: Any, request: object, public: object
) -> dict[str, Any]:
    """Say of each operation what it asks of a personal token: `read`, `write` or no token."""
    del request, public  # drf-spectacular passes them by name
    for path, _, method, callback in generator.endpoints or ():
        operation = result.get("paths", {}).get(path, {}).get(method.lower())
        if operation is not None:
            operation["x-token-scope"] = need_of(callback.cls, method)
    return result


def close_request_bodies(
    result: dict[str, Any], generator: object, request: object, public: object
) -> dict[str, Any]:
    """Say that bodies take no other fields than theirs (`apps.core.bodies`)."""
    del generator, request, public  # drf-spectacular passes them by name
    shapes = result.get("components", {}).get("schemas", {})
    waiting = [
        name
        for operations in result.get("paths", {}).values()
        for method, operation in operations.items()
        if method in _METHODS
        for name in _named(operation.get("requestBody"))
    ]
    closed: set[str] = set()
    while waiting:
        name = waiting.pop()
        shape = shapes.get(name, {})
        if name not in closed:
            closed.add(name)
            waiting.extend(_named(shape))
            if "properties" in shape:
                shape.setdefault("additionalProperties", False)
    return result


def _named(part: object) -> Iterator[str]:
    """Give the names of the components that a part of the document refers to."""
    if isinstance(part, dict):
        for key, inner in part.items():
            if key == "$ref" and isinstance(inner, str):
                yield inner.rpartition("/")[2]
            else:
                yield from _named(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _named(inner)
