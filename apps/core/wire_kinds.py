"""Kinds of JSON values in bodies, and how the same values are written as text in queries.

The framework reads the text "5" where a number belongs, and the number 5 where a text belongs; the
API document allows neither. Bodies of JSON are strict. Queries and forms are text: a number is
written as in JSON, a flag as true or false (1 or 0, in any case), and what is not meant is left
out, for an empty value may be a slip.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from rest_framework import serializers
from rest_framework.utils.html import is_html_input

FLAGS: Final[Mapping[str, bool]] = {"true": True, "1": True, "false": False, "0": False}
"""How a flag is written in a query."""
_WHOLE: Final = re.compile(r"-?[0-9]+", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
_LISTED: Final = 40  # of longer lists the field itself names the nearest member
_SHOWN: Final = 40
_EMPTY: Final = "It is empty. Leave it out, or give a value."


class Mistyped(NamedTuple):
    """A value that a field's type does not have, where it stands, and what belongs there."""

    path: str
    message: str


class _Kind(NamedTuple):
    holds: Callable[[Any], bool]
    is_written: Callable[[str], bool]
    name: str
    example: str = ""

    def refusal(self, value: Any) -> str:
        """Say what belongs here and what was sent; never the value, which may be a secret."""
        return f"It must be {self.name}, not {_sent(value)}."

    def misread(self, text: str) -> str:
        """Say what the text of a query or form is not; these kinds hold no secrets."""
        return f"{text[:_SHOWN]!r} is not {self.name}{self.example}."


def _sent(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, float) and not value.is_integer():
        return "a fraction"
    named = {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return named[type(value)]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TEXT: Final = _Kind(lambda value: isinstance(value, str), lambda _: True, "text")
_FLAG: Final = _Kind(
    lambda value: isinstance(value, bool),
    lambda text: text.lower() in FLAGS,
    "true or false",
)
_INTEGER: Final = _Kind(
    lambda value: _is_number(value) and value == value // 1,
    lambda text: bool(_WHOLE.fullmatch(text)),
    "a whole number",
    ", written as in 5",
)
_FLOAT: Final = _Kind(
    _is_number, lambda text: bool(_NUMBER.fullmatch(text)), "a number", ", written as in 0.5"
)
# The first that a field is an instance of counts. Files come in forms only, and lists and objects
# are refused by the framework's own fields when they are none.
_KINDS: Final[tuple[tuple[type[Any], _Kind | None], ...]] = (
    (serializers.BooleanField, _FLAG),
    (serializers.IntegerField, _INTEGER),
    (serializers.FloatField, _FLOAT),
    (serializers.CharField, _TEXT),
    (serializers.ChoiceField, _TEXT),
    (serializers.TimeField, _TEXT),
    (serializers.DateField, _TEXT),
    (serializers.FileField, None),
    (serializers.ListField, None),
    (serializers.DictField, None),
    (serializers.BaseSerializer, None),
)


def mistyped(shape: serializers.BaseSerializer[Any], data: Any) -> Iterator[Mistyped]:
    """Find the values of a body, query or form that are of another kind than their fields.

    Parameters
    ----------
    shape : BaseSerializer
        What the data must be.
    data : object
        Parsed JSON, or the texts of a query or form.

    Raises
    ------
    LookupError
        A field is of a class that no rule is known for: without one it would be lax.
    """
    return _texts(shape, data) if is_html_input(data) else _values(shape, data, "")


def _kind(field: Any) -> _Kind | None:
    for known, kind in _KINDS:
        if isinstance(field, known):
            return kind
    raise LookupError(f"There is no rule which JSON {type(field).__name__} takes.")


def _texts(shape: Any, data: Mapping[str, Any]) -> Iterator[Mistyped]:
    for name, field in shape.fields.items():
        text, kind = data.get(name), _kind(field)
        if not isinstance(text, str) or (not text and field.allow_null):
            continue
        if not text and not getattr(field, "allow_blank", False):
            yield Mistyped(name, _EMPTY)
        elif text and kind and not kind.is_written(text):
            yield Mistyped(name, kind.misread(text))
        elif text and (unlisted := _unlisted(field, text)):
            yield Mistyped(name, unlisted)


def _values(field: Any, value: Any, path: str) -> Iterator[Mistyped]:
    if value is None:
        return  # whether a field may be null is its own rule
    kind = _kind(field)
    if kind and not kind.holds(value):
        yield Mistyped(path, kind.refusal(value))
    elif unlisted := _unlisted(field, value):
        yield Mistyped(path, unlisted)
    for inner, held, place in _within(field, value, path):
        yield from _values(inner, held, place)


def _unlisted(field: Any, value: Any) -> str:
    """Return the choices when a text is none of them; the framework does not name any."""
    if not isinstance(field, serializers.ChoiceField) or len(field.choices) > _LISTED:
        return ""
    if value in field.choices or (value == "" and field.allow_blank):
        return ""
    return f"{value[:_SHOWN]!r} is not one of: {', '.join(field.choices)}."


def _within(field: Any, value: Any, path: str) -> Iterator[tuple[Any, Any, str]]:
    """Yield the fields within a field, with what was sent for each and its place."""
    start = f"{path}." if path else ""
    if isinstance(field, (serializers.ListField, serializers.ListSerializer)):
        rows = value if isinstance(value, list) else ()
        yield from ((field.child, row, f"{path}[{place}]") for place, row in enumerate(rows))
    elif isinstance(value, dict) and isinstance(field, serializers.DictField):
        yield from ((field.child, held, f"{start}{key}") for key, held in value.items())
    elif isinstance(value, dict) and isinstance(field, serializers.Serializer):
        named = ((name, inner) for name, inner in field.fields.items() if name in value)
        yield from ((inner, value[name], f"{start}{name}") for name, inner in named)
