"""Answers some of whose fields are named by declarations: measures, features."""

from collections.abc import Iterable
from dataclasses import field, make_dataclass
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def with_fields(
    answer: type[Answer], always: Iterable[tuple[str, Any]], spare: Iterable[tuple[str, Any]] = ()
) -> type[Answer]:
    """Return a dataclass of answers with further fields.

    Parameters
    ----------
    answer : type
        A frozen dataclass with the fields that are written out.
    always : iterable of (str, type)
        Fields that every answer has, by keyword.
    spare : iterable of (str, type)
        Fields that `__init__` does not take and that an answer may lack.
    """
    unset = [(name, hint, field(init=False, repr=False)) for name, hint in spare]
    return make_dataclass(
        answer.__name__,
        [*always, *unset],
        bases=(answer,),
        namespace={"__doc__": answer.__doc__, "__module__": answer.__module__},
        frozen=True,
        kw_only=True,
        eq=False,
    )
