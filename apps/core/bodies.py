"""Bodies of requests: parsed by a serializer, and refused when they name what it does not know.

The framework drops unknown fields. A misspelt limit of an optimisation would then be one that the
sender believes in and nobody kept.
"""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request

Body = TypeVar("Body", bound=serializers.BaseSerializer[Any])
# What a form of the browser carries besides its fields.
_OF_FORMS = frozenset({"csrfmiddlewaretoken"})
_TOLD = 20  # looking for what was meant costs time, and a body may have thousands of names


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
    parsed = shape(data=request.data)
    if partial:
        _leave_out_what_is_not_sent(parsed)
    ignored = _OF_FORMS | (set(shown().fields) if shown else set())
    strange = (one for one in _strange(parsed, request.data) if one.path not in ignored)
    problems = {one.path: [_message(one)] for one in islice(strange, _TOLD)}
    if problems:
        raise serializers.ValidationError(problems)
    parsed.is_valid(raise_exception=True)
    return parsed


def _leave_out_what_is_not_sent(parsed: serializers.BaseSerializer[Any]) -> None:
    """Make the fields of a change optional and without defaults, those within them as they are.

    The framework's own `partial` reaches into nested objects: a list that is replaced could then
    have members without their required fields, or without the defaults of the others.
    """
    for field in getattr(parsed, "fields", {}).values():
        field.required, field.default = False, empty


class _Strange(NamedTuple):
    """A name that a body should not have, where it stands, and those that may stand there."""

    path: str
    name: str
    known: Collection[str]


def _strange(field: Any, data: Any, path: str = "") -> Iterator[_Strange]:
    """Find what the framework would drop, level by level."""
    if isinstance(field, serializers.ListSerializer):
        for place, row in enumerate(data if isinstance(data, list) else ()):
            yield from _strange(field.child, row, f"{path}[{place}]")
    elif isinstance(field, serializers.Serializer) and isinstance(data, Mapping):
        start = f"{path}." if path else ""
        for name in data:
            if name not in field.fields:
                yield _Strange(f"{start}{name}", str(name), field.fields)
        for name, inner in field.fields.items():
            yield from _strange(inner, data.get(name), f"{start}{name}")


def _message(strange: _Strange) -> str:
    near = get_close_matches(strange.name, strange.known, n=1)
    return f"There is no such field; did you mean {near[0]}?" if near else "There is no such field."
