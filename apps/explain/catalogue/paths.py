"""How a number is found in a document: names by dots, `list[key={parameter}]` picks an entry."""

from collections.abc import Mapping
from typing import Any


class NoSuchFigureError(LookupError):
    """The document has no number at this path."""


def find(document: Any, path: str, params: Mapping[str, str]) -> Any:
    """Return what a document has at a path.

    Raises
    ------
    NoSuchFigureError
        When a name or an entry is not there.
    """
    here = document
    for part in path.split("."):
        name, _, condition = part.partition("[")
        here = _entry(_named(here, name, params), condition.removesuffix("]"), params)
    return here


def _filled(text: str, params: Mapping[str, str]) -> str:
    if not text.startswith("{"):
        return text
    try:
        return params[text[1:-1]]
    except KeyError:
        raise NoSuchFigureError(f"the parameter {text[1:-1]} is missing") from None


def _named(here: Any, name: str, params: Mapping[str, str]) -> Any:
    wanted = _filled(name, params)
    if not isinstance(here, Mapping) or wanted not in here:
        raise NoSuchFigureError(f"there is no {wanted}")
    return here[wanted]


def _entry(here: Any, condition: str, params: Mapping[str, str]) -> Any:
    if not condition:
        return here
    pairs = [pair.partition("=") for pair in condition.split(",")]
    wanted = {key: _filled(value, params) for key, _, value in pairs}
    for row in here or ():
        if all(_same(row.get(key), value) for key, value in wanted.items()):
            return row
    raise NoSuchFigureError("there is no entry with " + ", ".join(wanted.values()))


def _same(value: Any, wanted: str) -> bool:
    return str(value) == wanted
