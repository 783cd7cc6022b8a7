"""Lists of allowed values as components with names that say what they are.

Generators name a list of values that stands within a property after its place, differently in each,
and its members `VALUE_6` where a value is no identifier. Here every list is one component, named in
the settings (`OPENAPI_ENUMS`) by one of the places where it occurs, and its members have names.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from apps.core.openapi.walking import Document, components_of, schemas_in

Values = tuple[str, ...]
_SPAN: Final = re.compile(r"(\d+)([a-z]+)")
_UNITS: Final = {
    "s": "SECOND", "m": "MINUTE", "h": "HOUR", "d": "DAY", "wk": "WEEK", "mo": "MONTH", "y": "YEAR",
}  # fmt: skip
_MARKS: Final = {".": "POINT", ",": "COMMA"}


def name_enums(result: Document, generator: object, request: object, public: object) -> Document:
    """Move lists of values into components; an unnamed one stays where it is."""
    del generator, request, public  # drf-spectacular passes them by name
    names = _names(result, settings.OPENAPI_ENUMS)
    for _, schema in schemas_in(result):
        for part in _parts(schema):
            _refer(part, names)
    components = components_of(result, "schemas")
    for values, (name, description) in names.items():
        components[name] = {
            "type": "string",
            "description": description,
            "enum": list(values),
            "x-enum-varnames": [member_name(value) for value in values],
        }
    return result


def member_name(value: str) -> str:
    """Return the name of a value in a program: DAY_1 for 1d, ONE_OF for one-of, GB_P for GBp."""
    span = _SPAN.fullmatch(value)
    if span and span[2] in _UNITS:
        return f"{_UNITS[span[2]]}_{span[1]}"
    # GBp is a penny and GBP a pound: where case distinguishes them, GB_P.
    apart = re.sub(r"(?<=[A-Z])(?=[a-z]$)", "_", value)
    return _MARKS.get(value, re.sub(r"\W", "_", apart).upper())


def unnamed_enums(document: Document) -> dict[str, Values]:
    """Return the lists of values that still stand within a property or parameter, by place."""
    return {
        place: _values(part)
        for place, schema in schemas_in(document)
        for part in _parts(schema)
        if len(_values(part)) > 1
    }


def _names(
    document: Document, wanted: Mapping[str, tuple[str, str]]
) -> dict[Values, tuple[str, str]]:
    """Return name and description by the values that stand in the named places."""
    found = {
        place: _values(part) for place, schema in schemas_in(document) for part in _parts(schema)
    }
    return {
        found[place]: (name, description)
        for name, (place, description) in wanted.items()
        if found.get(place)
    }


def _parts(schema: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return a schema or, of a list, that of its members."""
    inner = schema.get("items")
    return (inner,) if isinstance(inner, dict) else (schema,)


def _values(schema: dict[str, Any]) -> Values:
    """Return the allowed texts, without "" and null, which say that there is none."""
    listed = schema.get("enum", ())
    values = tuple(value for value in listed if value not in ("", None))
    return values if all(isinstance(value, str) for value in values) else ()


def _refer(schema: dict[str, Any], names: Mapping[Values, tuple[str, str]]) -> None:
    values = _values(schema)
    if values not in names:
        return
    reference = {"$ref": f"#/components/schemas/{names[values][0]}"}
    others: list[dict[str, Any]] = []
    if "" in schema["enum"]:
        others.append({"type": "string", "const": ""})
    if None in schema["enum"] or "null" in schema.get("type", ()):
        others.append({"type": "null"})
    for name in ("enum", "type", "minLength", "x-spec-enum-id"):
        schema.pop(name, None)
    schema.update({"anyOf": [reference, *others]} if others else reference)
