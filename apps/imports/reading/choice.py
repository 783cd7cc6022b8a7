"""What a person says about a file: columns by role, and how numbers and dates are written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

import orjson

from apps.core.typed.strict_json import loads
from apps.imports.errors import FileProblemError
from apps.imports.types import DateOrder, Role

_ROLES: Final[tuple[Role, ...]] = get_args(Role)
_DELIMITERS: Final = {",": ",", ";": ";", "|": "|", "\t": "\t", "tab": "\t"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A mapping as sent; what is None is left to the detection."""

    columns: dict[Role, str | int] = field(default_factory=dict)
    delimiter: str | None = None
    decimal: Literal[".", ","] | None = None
    date_order: DateOrder | None = None
    header: bool | None = None

    def places(self, names: Sequence[str]) -> dict[Role, int]:
        """Return the place of each chosen column.

        Raises
        ------
        FileProblemError
            When the file has no such column.
        """
        return {role: _place(role, chosen, names) for role, chosen in self.columns.items()}


def _bad(detail: str) -> FileProblemError:
    return FileProblemError(detail, code="bad_mapping", field="mapping")


def _place(role: str, chosen: str | int, names: Sequence[str]) -> int:
    if isinstance(chosen, int):
        if 0 <= chosen < len(names):
            return chosen
        raise _bad(f"{role} is column {chosen}, but the file has columns 0 to {len(names) - 1}.")
    lower = [name.lower() for name in names]
    if chosen.strip().lower() in lower:
        return lower.index(chosen.strip().lower())
    raise _bad(f"{role} is {chosen[:40]!r}, but the columns are: {', '.join(names)[:200]}.")


def choice_parse(text: str) -> Choice:
    """Read a mapping, for example `{"time": "Date", "close": 4, "date_order": "dmy"}`."""
    if not text.strip():
        return Choice()
    try:
        chosen = loads(text)
    except orjson.JSONDecodeError as error:
        raise _bad(f"the mapping is not JSON ({error}).") from error
    if not isinstance(chosen, dict):
        raise _bad('the mapping must be an object such as {"time": "Date", "close": "Close"}.')
    columns = {role: chosen.pop(role) for role in _ROLES if chosen.get(role) is not None}
    for role, place in columns.items():
        if isinstance(place, bool) or not isinstance(place, (str, int)):
            raise _bad(f"{role} must be a column's name or its place, counted from 0.")
    for role in _ROLES:
        chosen.pop(role, None)
    _check_names(chosen)
    orders = {order: order for order in get_args(DateOrder)}
    return Choice(
        columns=columns,
        delimiter=_one_of(chosen, "delimiter", _DELIMITERS),
        decimal=_one_of(chosen, "decimal", {".": ".", ",": ","}),
        date_order=_one_of(chosen, "date_order", orders),
        header=_flag(chosen),
    )


def _check_names(chosen: dict[str, Any]) -> None:
    extra = chosen.keys() - {"delimiter", "decimal", "date_order", "header"}
    if extra:
        raise _bad(
            f"{min(extra)[:40]!r} is no role. Roles: {', '.join(_ROLES)}; further members: "
            "delimiter, decimal, date_order, header."
        )


def _one_of(chosen: dict[str, Any], name: str, allowed: dict[str, str]) -> Any:
    value = chosen.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in allowed:
        raise _bad(f"{name} must be one of: {', '.join(repr(key) for key in allowed)}.")
    return allowed[value]


def _flag(chosen: dict[str, Any]) -> bool | None:
    value = chosen.get("header")
    if value is not None and not isinstance(value, bool):
        raise _bad("header must be true or false.")
    return value
