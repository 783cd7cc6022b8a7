"""From plain JSON, or what a serializer validated, to the frozen type that it stands for.

The way out is `apps.core.json.dumps`, which takes dataclasses as they are. A name that the type
does not know is refused, since a limit that nobody reads is worse than an error; a name that is
missing takes the field's default, so that what an older version stored is still read.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal, TypeVar, get_args, get_origin
from uuid import UUID

from typing_extensions import is_typeddict

from apps.core.typed.hints import fields_of, is_record, item_of, unannotated, without_none

Kind = TypeVar("Kind")
_NUMBERS: Final = {int: (int,), float: (int, float)}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} does not state its zone")
    return moment


_TEXTS: Final[dict[type, Callable[[str], object]]] = {
    datetime: _moment,
    date: date.fromisoformat,
    UUID: UUID,
}


class MismatchError(ValueError):
    """Plain values are not what a type says; the text names the place and what belongs there."""


def decode(kind: type[Kind], values: object) -> Kind:
    """Return the value of a dataclass that plain values stand for.

    Parameters
    ----------
    kind : type
        A dataclass of texts, numbers, flags, dates, UUIDs, literals, tuples, mappings and further
        dataclasses.
    values : object
        A mapping by field, as parsed JSON or as validated data. Values that have their type
        already stay.

    Raises
    ------
    MismatchError
        An unknown or missing name, or a value of another kind.
    """
    found: Kind = _value(kind, values, "")
    return found


def _value(hint: Any, value: Any, place: str) -> Any:
    alternatives, is_optional = without_none(unannotated(hint)[0])
    if value is None and is_optional:
        return None
    if len(alternatives) != 1:
        raise TypeError(f"{place}: {hint} is more than one type or None")
    return _plain(unannotated(alternatives[0])[0], value, place)


def _plain(hint: Any, value: Any, place: str) -> Any:
    origin, inside = get_origin(hint), get_args(hint)
    if hint in {Any, object}:
        return value
    if is_typeddict(hint) or is_record(hint):
        return _record(hint, value, place)
    if origin is Literal:
        wanted = f"one of: {', '.join(map(str, inside))}"
        # True equals 1, and is none of the numbers that are listed.
        holds = any(value == one and type(value) is type(one) for one in inside)
        return _checked(value, wanted, place, holds=holds)
    if origin is tuple:
        return _tuple(item_of(hint), value, place)
    if origin in {Mapping, dict}:
        return _mapping(inside[1], value, place)
    return _scalar(hint, value, place)


def _scalar(hint: Any, value: Any, place: str) -> Any:
    if hint in _NUMBERS:
        is_number = isinstance(value, _NUMBERS[hint]) and not isinstance(value, bool)
        return hint(_checked(value, "a number", place, holds=is_number))
    if hint in _TEXTS and isinstance(value, str):
        try:
            return _TEXTS[hint](value)
        except ValueError as error:
            raise MismatchError(f"{place}: {error}") from error
    # A moment is a date to Python; as one it would go out with a time of day.
    is_other = hint is date and isinstance(value, datetime)
    return _checked(value, hint.__name__, place, holds=isinstance(value, hint) and not is_other)


def _checked(value: Any, wanted: str, place: str, *, holds: bool) -> Any:
    if not holds:
        raise MismatchError(f"{place} is {str(value)[:40]!r} and must be {wanted}.")
    return value


def _record(kind: Any, values: Any, place: str) -> Any:
    if is_record(kind) and isinstance(values, kind):
        return values
    _checked(values, "an object", place or kind.__name__, holds=isinstance(values, Mapping))
    hints, start = fields_of(kind), f"{place}." if place else ""
    _refuse(kind, set(values) - set(hints), "does not know", place)
    _refuse(kind, _required(kind) - set(values), "needs", place)
    return kind(**{name: _value(hints[name], one, start + name) for name, one in values.items()})


def _refuse(kind: type, names: Iterable[str], what: str, place: str) -> None:
    if listed := ", ".join(sorted(names)):
        within = f" of {place}" if place else ""
        raise MismatchError(f"{kind.__name__}{within} {what}: {listed}.")


def _required(kind: Any) -> set[str]:
    nothing = dataclasses.MISSING
    if is_typeddict(kind):
        return set(kind.__required_keys__)
    return {
        field.name
        for field in dataclasses.fields(kind)
        if field.default is nothing and field.default_factory is nothing
    }


def _tuple(hint: Any, values: Any, place: str) -> tuple[Any, ...]:
    is_list = isinstance(values, Iterable) and not isinstance(values, (str, Mapping))
    _checked(values, "a list", place, holds=is_list)
    return tuple(_value(hint, value, f"{place}[{at}]") for at, value in enumerate(values))


def _mapping(hint: Any, values: Any, place: str) -> dict[str, Any]:
    _checked(values, "an object", place, holds=isinstance(values, Mapping))
    return {name: _value(hint, value, f"{place}.{name}") for name, value in values.items()}
