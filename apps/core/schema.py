"""What every operation of the OpenAPI document has: its problem answer, and pages their limits."""

from typing import Any

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
