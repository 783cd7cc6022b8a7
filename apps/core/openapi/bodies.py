"""Bodies of requests in the OpenAPI document: closed, and changes without defaults."""

from typing import Final

from apps.core.openapi.walking import Document, components_of, operations_of, referred

_CHANGE: Final = "Patched"  # how the generator names the body of a PATCH


def close_request_bodies(
    result: Document, generator: object, request: object, public: object
) -> Document:
    """Say that bodies take no other fields than theirs (`apps.core.web.bodies`)."""
    del generator, request, public  # drf-spectacular passes them by name
    shapes = components_of(result, "schemas")
    bodies = [operation.get("requestBody") for _, _, operation in operations_of(result)]
    waiting, closed = list(referred(bodies)), set[str]()
    while waiting:
        name = waiting.pop()
        shape = shapes.get(name, {})
        if name not in closed:
            closed.add(name)
            waiting.extend(referred(shape))
            if "properties" in shape:
                shape.setdefault("additionalProperties", False)
    return result


def drop_defaults_of_changes(
    result: Document, generator: object, request: object, public: object
) -> Document:
    """Take the defaults out of PATCH bodies: what is not sent is not changed.

    A client that fills in the defaults of a schema would reset every field that it did not mean.
    """
    del generator, request, public  # drf-spectacular passes them by name
    for name, shape in components_of(result, "schemas").items():
        if name.startswith(_CHANGE):
            for field in shape.get("properties", {}).values():
                field.pop("default", None)
    return result
