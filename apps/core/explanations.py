"""What may be asked about a number: each app hands out the documents its screens show, by name.

"Why this number?" reads a number where the screen reads it, so what is explained is what is shown.
A reader takes the person and the question's parameters as text and refuses as its route would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from threading import RLock
from typing import Any, Final, TypeVar

from rest_framework.serializers import Serializer

from apps.core.extension.registry import Registry

Parsed = TypeVar("Parsed", bound=Serializer[Any])


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


Reader = Callable[[int, Mapping[str, str]], Shown]


@dataclass(frozen=True, slots=True)
class Document:
    """Who reads a document, and whether the market clock bounds all that it reads."""

    reader: Reader
    answers_past: bool


READERS: Final = Registry[str, Document]("document")
_LATER: Final = Registry[str, Callable[[], None]]("module of documents")
_LOCK: Final = RLock()


def register_later(module: str) -> None:
    """Name a module whose `connect()` adds documents; called once, when the apps are loaded.

    It is loaded at the first question: the readers stand on the serializers and numerics of their
    app, some 50 MB that workers, stream and scheduler would carry and never use.
    """
    # What is kept is that it was done: one that failed is tried again at the next question.
    _LATER.add(module, cache(lambda: import_module(module).connect()))


def register(name: str, reader: Reader, *, answers_past: bool = False) -> None:
    """Add a document; called by the `connect()` of its module.

    Parameters
    ----------
    name : str
        What the catalogue of measures calls it.
    reader : callable
        Reads it for a person, as its screen does.
    answers_past : bool
        Whether it can be asked as of a past moment, as the route of its screen.
    """
    READERS.add(name, Document(reader, answers_past))


def read(name: str, *, user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a document as the person sees it on the screen."""
    _connect()
    return READERS[name].reader(user_id, params)


def answers_past(name: str) -> bool:
    """Return whether a document can be asked as of a past moment."""
    _connect()
    return READERS[name].answers_past


def names() -> frozenset[str]:
    """Return the names of all documents."""
    _connect()
    return frozenset(READERS)


def _connect() -> None:
    with _LOCK:  # two first questions at once must not connect twice
        for connect in _LATER.values():
            connect()


def asked(question: type[Serializer[Any]], params: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters checked by the serializer of the route that shows the document."""
    return dict(parsed(question, params).validated_data)


def parsed(question: type[Parsed], params: Mapping[str, Any]) -> Parsed:
    """Return the serializer of the route that shows the document, with its parameters checked."""
    fields = question().fields
    found = question(data={name: value for name, value in params.items() if name in fields})
    found.is_valid(raise_exception=True)
    return found
