"""JSON of others: each name once in an object, and no deeper than any body of ours."""

import json
from collections.abc import Iterable
from itertools import chain
from typing import Any, Final

import orjson
from typing_extensions import override

MOST_LEVELS: Final = 64
"""None of our bodies has ten levels. What is deeper could not be written again: orjson reads 1,024
levels and writes 254."""


class RefusedJsonError(orjson.JSONDecodeError):
    """JSON that decoders take and this one does not."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause, "", 0)

    @override
    def __str__(self) -> str:
        """Return the cause alone: it has no single place in the text."""
        return self.msg


def loads(text: bytes | str) -> Any:
    """Decode a text that somebody sent.

    Raises
    ------
    orjson.JSONDecodeError
        With the cause, for what is no JSON too.
    """
    value = orjson.loads(text)
    if _is_deep(value):
        raise RefusedJsonError(f"it is nested deeper than {MOST_LEVELS} levels")
    # The decoder keeps the last of two members of one name; the sender may have meant the first.
    # Numbers stay text: there the second reading has limits of its own.
    json.loads(text, object_pairs_hook=_refuse_duplicates, parse_int=str, parse_float=str)
    return value


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(MOST_LEVELS):
        inner = chain.from_iterable(map(_members, level))
        level = [one for one in inner if isinstance(one, (dict, list))]
        if not level:
            return False
    return True


def _members(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse_duplicates(pairs: list[tuple[str, object]]) -> None:
    names: set[str] = set()
    for name, _ in pairs:
        if name in names:
            raise RefusedJsonError(f"the name {name[:40]!r} is given twice in one object")
        names.add(name)
