"""Frozen dataclasses as components of the OpenAPI document: an answer is its own description.

Names and types are the fields', the description the docstring, that of a field a `Doc` in its
`Annotated` type. What the framework's serializers are for, reading what is sent, has no part here.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from inspect import cleandoc
from typing import Any, Final, Literal, get_args, get_origin
from uuid import UUID

import numpy as np
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.plumbing import append_meta
from typing_extensions import is_typeddict, override

from apps.core.fields import WALL_CLOCK
from apps.core.typed.hints import (
    always_there,
    component_of,
    fields_of,
    is_record,
    item_of,
    unannotated,
    without_none,
)

Schema = dict[str, Any]
Refer = Callable[[type], Schema]
_DOUBLE: Final[Schema] = {"type": "number", "format": "double"}
_PLAIN: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: _DOUBLE,
    Decimal: _DOUBLE,
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "pattern": f"^{WALL_CLOCK}$"},
    UUID: {"type": "string", "format": "uuid"},
    np.float64: _DOUBLE,
    np.int64: {"type": "integer"},
    np.bool_: {"type": "boolean"},
    np.datetime64: {"type": "string", "format": "date-time"},
    Any: {},
    object: {},
}


def type_schema(hint: Any, refer: Refer) -> Schema:
    """Return the schema of a type.

    Parameters
    ----------
    hint : type
        As a field is annotated.
    refer : callable
        Returns the reference to the component of a type with fields.

    Raises
    ------
    TypeError
        JSON has no one shape for the type.
    """
    inner, members = unannotated(hint)
    alternatives, is_optional = without_none(inner)
    if len(alternatives) != 1:
        raise TypeError(f"an answer cannot carry {hint}: a client has to know which it is")
    only, further = unannotated(alternatives[0])
    schema = _plain(only, refer)
    if is_optional and "enum" in schema:
        schema["enum"].append(None)
    return dict(append_meta(schema, {"nullable": is_optional} | further | members))


def _plain(hint: Any, refer: Refer) -> Schema:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if is_record(hint) or is_typeddict(hint):
        return refer(hint)
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal and all(isinstance(one, str) for one in inside):
        return {"type": "string", "enum": list(inside)}
    if origin is tuple:
        return {"type": "array", "items": type_schema(item_of(hint), refer)}
    if origin is np.ndarray:
        return {"type": "array", "items": type_schema(get_args(inside[1])[0], refer)}
    if origin in {dict, Mapping}:
        return {"type": "object", "additionalProperties": type_schema(inside[1], refer)}
    raise TypeError(f"an answer cannot carry {hint}")


def record_schema(kind: type, refer: Refer) -> Schema:
    """Return the schema of a dataclass or TypedDict."""
    hints = fields_of(kind)
    return {
        "type": "object",
        "description": cleandoc(kind.__doc__ or ""),
        "properties": {name: type_schema(hint, refer) for name, hint in hints.items()},
        "required": sorted(always_there(kind)),
    }


class AnswerExtension(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # library
    """Lets views name a dataclass where the framework expects a serializer."""

    @classmethod
    @override
    def _matches(cls, target: object) -> bool:
        # The generator's own way is a class or its subclasses; dataclasses have none in common.
        return is_record(target) or is_typeddict(target)

    @override
    def get_name(self, auto_schema: Any, direction: Any) -> str:
        """Return the name of the component: the type's own, or that of its `component`."""
        return component_of(self.target)

    @override
    def map_serializer(self, auto_schema: Any, direction: Any) -> Schema:
        """Return the schema of the type; types within become components of their own."""
        return record_schema(
            self.target, lambda inner: dict(auto_schema.resolve_serializer(inner, direction).ref)
        )
