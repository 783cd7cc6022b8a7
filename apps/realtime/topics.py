"""Which topics exist, who may read them and what their present state is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Parts = tuple[str, ...]
Snapshot = Callable[[int, Parts], dict[str, Any]]
Authorize = Callable[[int, Parts], bool]


class UnknownTopicError(LookupError):
    """No such topic, or none that this person may see: the socket closes with 4404."""


class TopicRefusedError(Exception):
    """A topic that exists and may be known, but not read: the socket closes with 4403."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """One family of topics, `prefix` or `prefix:part:part`.

    Parameters
    ----------
    prefix : str
        The first word of the topic.
    snapshot : callable
        `(user_id, parts) -> dict`: the present state, by the same query as the REST route.
    authorize : callable
        `(user_id, parts) -> bool`; False hides the topic (4404), as if it did not exist. May raise
        `TopicRefusedError` where hiding makes no sense.
    private : bool or callable, optional
        Whether each user has their own topic of that name: snapshots are then made for each, and an
        event with an audience reaches that user alone. `(user_id, parts) -> bool` where it depends,
        as with a symbol that someone uploaded.

    The callables run in a worker thread and may query the database.
    """

    prefix: str
    snapshot: Snapshot
    authorize: Authorize
    private: bool | Authorize = False


_specs: dict[str, TopicSpec] = {}


def register(spec: TopicSpec) -> None:
    """Add a family; called in the owning app's `ready()`."""
    _specs[spec.prefix] = spec


def find(topic: str) -> tuple[TopicSpec, Parts]:
    """Return a topic's family and its parts."""
    prefix, *parts = topic.split(":")
    spec = _specs.get(prefix)
    if spec is None or not all(parts):
        raise UnknownTopicError(topic)
    return spec, tuple(parts)


@dataclass(frozen=True, slots=True)
class Grant:
    """The right of a person to read a topic; a private one is theirs alone."""

    topic: str
    private: bool


def authorized(topic: str, user_id: int) -> Grant:
    """Return the right to read a topic, if this person has it."""
    spec, parts = find(topic)
    if not spec.authorize(user_id, parts):
        raise UnknownTopicError(topic)
    private = spec.private(user_id, parts) if callable(spec.private) else spec.private
    return Grant(topic, private)
