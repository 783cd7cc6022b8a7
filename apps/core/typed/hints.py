"""What the type hint of a field says, without what only describes it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Protocol,
    TypeGuard,
    Union,
    get_args,
    get_origin,
)

from typing_extensions import Doc, get_type_hints, is_typeddict


class Record(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


# Equal is only the same one: a hint is hashed wherever types are joined, and members may be lists.
@dataclass(frozen=True, eq=False)
class Schema:
    """Further members of a field's schema, such as limits: `Annotated[float, Schema(minimum=0)]`.

    Parameters
    ----------
    members : mapping
        As JSON Schema writes them.
    """

    members: Mapping[str, object]

    def __init__(self, **members: object) -> None:
        object.__setattr__(self, "members", members)


def is_record(kind: object) -> TypeGuard[type[Record]]:
    """Return whether something is a dataclass itself and no value of one."""
    return isinstance(kind, type) and dataclasses.is_dataclass(kind)


def component_of(kind: type) -> str:
    """Return the name of a type in the OpenAPI document: its own, or its `component`."""
    return str(vars(kind).get("component", kind.__name__))


@cache
def fields_of(kind: type) -> Mapping[str, Any]:
    """Return the hints of a dataclass or TypedDict by the names of what goes out."""
    hints = get_type_hints(kind, include_extras=True)
    if is_typeddict(kind):
        return hints
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def always_there(kind: type) -> frozenset[str]:
    """Return the names that every value of a dataclass or TypedDict has when it goes out.

    A field that `__init__` does not take and that has no default is set only where there is one.
    """
    if is_typeddict(kind):
        return frozenset(vars(kind)["__required_keys__"])
    nothing = dataclasses.MISSING
    return frozenset(
        field.name
        for field in dataclasses.fields(kind)
        if field.init or field.default is not nothing or field.default_factory is not nothing
    )


def item_of(hint: Any) -> Any:
    """Return the type of every value of a tuple, which has any number of them.

    Raises
    ------
    TypeError
        Its values are of several types by their places, for which a dataclass has names.
    """
    inside = get_args(hint)
    if len(inside) != 2 or inside[1] is not Ellipsis:
        raise TypeError(f"{hint} has places of their own types: name them in a dataclass")
    return inside[0]


def unannotated(hint: Any) -> tuple[Any, dict[str, Any]]:
    """Return a hint without its annotations, and what they add to its schema."""
    if get_origin(hint) is not Annotated:
        return hint, {}
    inner, *notes = get_args(hint)
    members: dict[str, Any] = {}
    for note in notes:
        if isinstance(note, Doc):
            members["description"] = note.documentation
        elif isinstance(note, Schema):
            members |= note.members
    return inner, members


def without_none(hint: Any) -> tuple[tuple[Any, ...], bool]:
    """Return the alternatives of a hint besides None, and whether None is one.

    Literals are one alternative together: `Interval | Literal[""]` is a list of texts.
    """
    if get_origin(hint) not in {UnionType, Union}:
        return (hint,), False
    parts = get_args(hint)
    others = tuple(part for part in parts if part is not NoneType)
    if all(get_origin(part) is Literal for part in others):
        others = (Literal[others],)
    return others, NoneType in parts


def shallow(record: Record) -> dict[str, Any]:
    """Return the fields of an answer by name; what is within them stays as it is."""
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
