"""What may be asked about a number: each app hands out the documents its screens show, by name.

"Why this number?" reads a number where the screen reads it, so what is explained is what is shown.
A reader takes the person and the question's parameters as text and refuses as its route would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from threading import RLock
from typing import Any, Final

from rest_framework.serializers import Serializer

from apps.core.extension.registry import Registry


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with where its numbers come from."""

    document: Mapping[str, Any]
    source: str
    provider: str
    as_of: str
    observations: int
    asked: Mapping[str, Any] = field(default_factory=dict)
    """The question as the document's route bound it, defaults filled in."""


_LOCK: Final = RLock()
Reader = Callable[[int, Mapping[str, str]], Shown]
READERS: Final = Registry[str, Reader]("document")
_WAITING: Final = Registry[str, Callable[[], None]]("module of documents")


def register_later(module: str) -> None:
    """Name a module whose `connect()` adds documents; called once, when the apps are loaded.

    It is loaded at the first question: the readers stand on the serializers and numerics of their
    app, some 50 MB that workers, stream and scheduler would carry and never use.
    """
    _WAITING.add(module, lambda: import_module(module).connect())


@cache
def _connected() -> frozenset[str]:
    for connect in _WAITING.values():
        connect()
    return frozenset(READERS)


def register(name: str, reader: Reader) -> None:
    """Add a document; called once, when the apps are loaded."""
    READERS.add(name, reader)


def read(name: str, *, user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a document as the person sees it on the screen."""
    names()
    return READERS[name](user_id, params)


def names() -> frozenset[str]:
    """Return the names of all documents."""
    with _LOCK:  # two first questions at once must not connect twice
        return _connected()


def asked(question: type[Serializer[Any]], params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters checked by the serializer of the route that shows the document."""
    fields = question().fields
    parsed = question(data={name: value for name, value in params.items() if name in fields})
    parsed.is_valid(raise_exception=True)
    return dict(parsed.validated_data)
