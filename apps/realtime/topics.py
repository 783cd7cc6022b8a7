"""Which topics exist, who may read them and what their present state is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from apps.core.extension.registry import Registry

Parts = tuple[str, ...]
Snapshot = Callable[[int, Parts], object]
Authorize = Callable[[int, Parts], bool]
Canonical = Callable[[Parts], Parts]


class UnknownTopicError(LookupError):
    """No such topic, or none that this person may see."""


class TopicRefusedError(Exception):
    """A topic that exists and may be known, but not read."""


def as_spelled(parts: Parts) -> Parts:
    """Return parts that have one spelling only."""
    return parts


def symbols_upper(*, count: int) -> Canonical:
    """Return the spelling of parts that begin with `count` symbols; an interval stays as it is.

    At venues `1m` is a minute and `1M` a month, so the case of an interval has a meaning.
    """

    def canonical(parts: Parts) -> Parts:
        return (*(part.upper() for part in parts[:count]), *parts[count:])

    return canonical


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
    canonical : callable, optional
        `parts -> parts`: the one spelling that events use. A subscriber may write `prices:aapl`:
        events of `prices:AAPL` reach it, and its frames carry the name that it asked for.

    The callables run in a worker thread and may query the database.
    """

    prefix: str
    snapshot: Snapshot
    authorize: Authorize
    private: bool | Authorize = False
    canonical: Canonical = as_spelled


TOPICS: Final = Registry[str, TopicSpec]("family of topics")


def register(spec: TopicSpec) -> None:
    """Add a family; called in the owning app's `ready()`."""
    TOPICS.add(spec.prefix, spec)


def find(topic: str) -> tuple[TopicSpec, Parts]:
    """Return a topic's family and its parts in their canonical spelling."""
    prefix, *parts = (part.strip() for part in topic.split(":"))
    if prefix.lower() not in TOPICS or not all(parts):
        raise UnknownTopicError(topic)
    spec = TOPICS[prefix.lower()]
    return spec, spec.canonical(tuple(parts))


def source_of(topic: str) -> str:
    """Return the name that events of a topic carry; of an unknown topic its own."""
    try:
        spec, parts = find(topic)
    except UnknownTopicError:
        return topic
    return ":".join((spec.prefix, *parts))


@dataclass(frozen=True, slots=True)
class Grant:
    """The right of a person to read a topic; a private one is theirs alone.

    `topic` is the name as it was asked for, `source` the name that events carry.
    """

    topic: str
    private: bool
    source: str


def authorized(topic: str, user_id: int) -> Grant:
    """Return the right to read a topic, if this person has it."""
    spec, parts = find(topic)
    if not spec.authorize(user_id, parts):
        raise UnknownTopicError(topic)
    private = spec.private(user_id, parts) if callable(spec.private) else spec.private
    return Grant(topic, private, ":".join((spec.prefix, *parts)))
