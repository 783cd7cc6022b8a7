"""Walking over the parts of an OpenAPI document."""

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def operations_of(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation of every operation."""
    for path, operations in document.get("paths", {}).items():
        for method, operation in operations.items():
            if method in METHODS:
                yield path, method, operation


def components_of(document: Document, kind: str) -> dict[str, Any]:
    """Return the components of a kind, such as `schemas`, to read and to add to."""
    found: dict[str, Any] = document.setdefault("components", {}).setdefault(kind, {})
    return found


def referred(part: object) -> Iterator[str]:
    """Yield the names of the components that a part of the document refers to."""
    if isinstance(part, dict):
        for key, inner in part.items():
            if key == "$ref" and isinstance(inner, str):
                yield inner.rpartition("/")[2]
            else:
                yield from referred(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from referred(inner)


def schemas_in(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema of a property or parameter with its place.

    A place is `Component.property`, or `operation_id.parameter`.
    """
    for name, component in list(components_of(document, "schemas").items()):
        for field, schema in component.get("properties", {}).items():
            yield f"{name}.{field}", schema
    for _, _, operation in operations_of(document):
        for parameter in operation.get("parameters", ()):
            if "schema" in parameter:
                yield f"{operation['operationId']}.{parameter['name']}", parameter["schema"]
