"""Bodies and queries of requests, read as strictly as the API document describes them.

The framework drops unknown fields of a body. A misspelt limit of an optimisation would then be one
that the sender believes in and nobody kept. It also reads numbers for texts and texts for numbers
(`apps.core.wire_kinds`).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request

from apps.core.typed.hints import fields_of, is_record
from apps.core.wire_kinds import mistyped

Body = TypeVar("Body", bound=serializers.BaseSerializer[Any])
# What a form of the browser carries besides its fields.
_OF_FORMS = frozenset({"csrfmiddlewaretoken"})
_REPORTED = 20  # looking for what was meant costs time, and a body may have thousands of names


def body_of(
    shape: type[Body],
    request: Request,
    *,
    partial: bool = False,
    shown: type | None = None,
) -> Body:
    """Return the parsed and valid body of a request.

    Parameters
    ----------
    shape : type
        Serializer of the body.
    partial : bool
        Whether fields may be left out, as in PATCH.
    shown : type, optional
        The resource as it is read, a dataclass or a serializer: its fields may be sent back, and
        are ignored.

    Raises
    ------
    rest_framework.exceptions.ValidationError
        For unknown fields first, at any depth; then for values of another JSON type and for what
        the fields themselves refuse.
    """
    parsed = shape(data=request.data)
    if partial:
        _leave_out_what_is_not_sent(parsed)
    ignored = _OF_FORMS | _names(shown)
    strange = (one for one in _strange(parsed, request.data) if one.path not in ignored)
    _refuse({one.path: _message(one) for one in islice(strange, _REPORTED)})
    return _valid(parsed, request.data)


def _names(shown: type | None) -> set[str]:
    if shown is None:
        return set()
    return set(fields_of(shown) if is_record(shown) else shown().fields)


def query_of(shape: type[Body], request: Request) -> Body:
    """Return the parsed and valid query of a request; parameters of others are left alone.

    Parameters
    ----------
    shape : type
        Serializer of the query.

    Raises
    ------
    rest_framework.exceptions.ValidationError
        For texts that do not say a value of the parameter's type, and for what the parameters
        themselves refuse.
    """
    return _valid(shape(data=request.query_params), request.query_params)


def _valid(parsed: Body, data: Any) -> Body:
    """Refuse values of other types together with what the fields themselves refuse."""
    wrong = {one.path: [one.message] for one in islice(mistyped(parsed, data), _REPORTED)}
    if parsed.is_valid() and not wrong:
        return parsed
    named = {re.split(r"[.\[]", path, maxsplit=1)[0] for path in wrong}
    errors: Any = parsed.errors
    others = {name: messages for name, messages in errors.items() if name not in named}
    raise serializers.ValidationError(others | wrong)


def _refuse(problems: Mapping[str, str]) -> None:
    if problems:
        raise serializers.ValidationError({path: [text] for path, text in problems.items()})


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
