"""Values at and just beyond every limit that a schema of the API document names."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final, NamedTuple
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]  # has none

Schema = dict[str, Any]
STRANGER: Final = "no-such-value"
NOT_BLANK: Final = r"\S"
# One of each type that JSON has, and texts that look like the others.
_OF_EACH_TYPE: Final[tuple[Any, ...]] = (
    None, True, 3, 0.5, "text", "3", "0.5", "true", [], {}, [1], [None], {"a": "b"},
)  # fmt: skip
# Tried wherever a text must look like something; the schema says which do.
_TEXTS: Final = (
    "", " ", "en", "en-US", "EN", "Europe/Zurich", "europe/zurich", "23:59", "24:00", "12:60",
    "7:30", "0730", "07:30:15.123456", "2020-01-31", "2020-02-30", "20200131", "2020-W05-5",
    "9999-12-31", "0001-01-01", "2020-01-31T14:30:00Z", "2020-01-31T14:30:00.5+02:00",
    "2020-01-31T14:30:00", "2020-01-31T14:30Z", "2020-01-31 14:30:00Z", "2020-01-31T25:00:00Z",
    STRANGER,
)  # fmt: skip
# As text there are more ways to miss a number or a flag.
_ODD_WORDS: Final = ("", "nan", "inf", "1_0", "٣", "1e400", "0x10", "1.5", "yes", "null", STRANGER)

_formats = FormatChecker(["date", "date-time", "uuid"])
_formats.checks("iana-time-zone")(lambda text: text in available_timezones())


def _is_address(value: object) -> bool:
    if isinstance(value, str):
        validate_email(value)
    return True


_formats.checks("email", raises=ValidationError)(_is_address)


class Boundary(NamedTuple):
    """A value of a field, and whether the schema of the field allows it."""

    value: Any
    is_allowed: bool


def resolved(part: Schema, document: Schema) -> Schema:
    """Return a part of the document with its reference followed."""
    while "$ref" in part:
        kind, name = part["$ref"].split("/")[2:]
        beside = {key: value for key, value in part.items() if key != "$ref"}
        part = document["components"][kind][name] | beside
    return part


def boundaries(schema: Schema, document: Schema) -> Iterator[Boundary]:
    """Yield values of a field of a JSON body, judged by an outside validator."""
    judge = _judge(schema, document)
    for value in _distinct(chain(_at_limits(schema, document), _OF_EACH_TYPE)):
        yield Boundary(value, judge.is_valid(value))


def text_boundaries(schema: Schema, document: Schema) -> Iterator[Boundary]:
    """Yield values of a parameter of a query or form, where everything is text."""
    judge, types = _judge(schema, document), _types(schema, document)
    for value in _distinct(_at_limits(schema, document)):
        if isinstance(value, list):
            yield Boundary(",".join(value), judge.is_valid(value))
        elif isinstance(value, (str, int, float)):
            text = str(value).lower() if isinstance(value, bool) else str(value)
            is_null = text == "" and "null" in types  # a form has no other way to say it
            yield Boundary(text, is_null or judge.is_valid(value))
    if types & {"integer", "number", "boolean"}:
        for text in _ODD_WORDS:
            if not (text == "1.5" and "number" in types and judge.is_valid(1.5)):
                yield Boundary(text, text == "" and "null" in types)


def _judge(schema: Schema, document: Schema) -> Any:
    whole = schema | {"components": document["components"]}
    return Draft202012Validator(whole, format_checker=_formats)


def _distinct(values: Iterator[Any]) -> Iterator[Any]:
    return iter({repr(value): value for value in values}.values())


def _types(schema: Schema, document: Schema) -> set[str]:
    schema = resolved(schema, document)
    found = schema.get("type", ())
    inner = (_types(one, document) for one in _alternatives(schema))
    return set([found] if isinstance(found, str) else found).union(*inner)


def _alternatives(schema: Schema) -> list[Schema]:
    return [one for way in ("oneOf", "anyOf", "allOf") for one in schema.get(way, ())]


def _at_limits(schema: Schema, document: Schema) -> Iterator[Any]:
    schema = resolved(schema, document)
    for inner in _alternatives(schema):
        yield from _at_limits(inner, document)
    if "default" in schema:
        yield schema["default"]
    yield from _members(schema)
    yield from _numbers(schema)
    yield from _lengths(schema)
    yield from _lists(schema, document)
    yield from _objects(schema)


def _members(schema: Schema) -> Iterator[Any]:
    if listed := [one for one in schema.get("enum", ()) if isinstance(one, str)]:
        yield from (listed[0], listed[-1], listed[0].swapcase() or STRANGER, STRANGER, "")


def _numbers(schema: Schema) -> Iterator[Any]:
    step = 1 if "integer" in schema.get("type", ()) else 1e-6
    for name, outwards in (("minimum", -step), ("maximum", step)):
        if name in schema:
            yield from (schema[name], schema[name] + outwards)


def _lengths(schema: Schema) -> Iterator[str]:
    if "string" not in schema.get("type", ()) or "enum" in schema:
        return
    is_free = "format" not in schema and schema.get("pattern", NOT_BLANK) == NOT_BLANK
    yield from ("", " ", STRANGER) if is_free else _TEXTS
    if "maxLength" in schema:
        yield from ("A" * schema["maxLength"], "A" * (schema["maxLength"] + 1))


def _lists(schema: Schema, document: Schema) -> Iterator[list[Any]]:
    if "array" not in schema.get("type", ()):
        return
    inner = resolved(schema.get("items", {}), document)
    for name, outwards in (("minItems", -1), ("maxItems", 1)):
        for length in {schema.get(name, -2), schema.get(name, -2) + outwards}:
            if length >= 0 and "string" in inner.get("type", ()):
                known = inner.get("enum", ())
                yield [*known, *(f"S{place}" for place in range(length - len(known)))][:length]
    if "string" in inner.get("type", ()):
        yield from ([one] for one in _at_limits(inner, document) if "," not in one)


def _objects(schema: Schema) -> Iterator[dict[str, Any]]:
    inner = schema.get("additionalProperties")
    if "object" not in schema.get("type", ()) or not isinstance(inner, dict):
        return
    for name, outwards in (("minProperties", -1), ("maxProperties", 1)):
        for size in {schema.get(name, -2), schema.get(name, -2) + outwards}:
            if size >= 0:
                yield {f"S{place}": 1.0 / size for place in range(size)}
