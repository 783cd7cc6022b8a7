"""Bodies of requests: parsed by a serializer, and refused when they name what it does not know.

The framework drops unknown fields. A misspelt limit of an optimisation would then be one that the
sender believes in and nobody kept.
"""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from rest_framework import serializers
from rest_framework.request import Request

Body = TypeVar("Body", bound=serializers.BaseSerializer[Any])
# What a form of the browser carries besides its fields.
_OF_FORMS = frozenset({"csrfmiddlewaretoken"})


def body_of(
    shape: type[Body],
    request: Request,
    *,
    partial: bool = False,
    shown: type[serializers.Serializer[Any]] | None = None,
) -> Body:
    """Return the parsed and valid body of a request.

    Parameters
    ----------
    shape : type
        Serializer of the body.
    partial : bool
        Whether fields may be left out, as in PATCH.
    shown : type, optional
        Serializer of the resource as it is read: its fields may be sent back, and are ignored.

    Raises
    ------
    rest_framework.exceptions.ValidationError
        For unknown fields first, at any depth; then for what the fields themselves refuse.
    """
    parsed = shape(data=request.data, partial=partial)
    ignored = _OF_FORMS | (set(shown().fields) if shown else set())
    unknown = _unknown(parsed, request.data, ignored)
    if unknown:
        raise serializers.ValidationError(unknown)
    parsed.is_valid(raise_exception=True)
    return parsed


def _unknown(field: Any, data: Any, ignored: Collection[str] = ()) -> Any:
    """Return the messages of unknown fields, nested as the framework's own; empty when none."""
    if isinstance(field, serializers.ListSerializer):
        rows = [_unknown(field.child, row) for row in data] if isinstance(data, list) else []
        return rows if any(rows) else []
    if not isinstance(field, serializers.Serializer) or not isinstance(data, Mapping):
        return {}
    known = field.fields
    inner = {name: _unknown(one, data.get(name)) for name, one in known.items()}
    strange = [str(name) for name in data if name not in {*known, *ignored}]
    told: dict[str, Any] = {name: messages for name, messages in inner.items() if messages}
    return told | {name: [_message(name, known)] for name in strange}


def _message(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"There is no such field; did you mean {near[0]}?" if near else "There is no such field."
