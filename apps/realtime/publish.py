"""Announce events: after the commit, never waiting for Redis, newest state of each thing first.

The caller leaves an event in a small table and goes on; one thread per process sends what lies
there. While Redis is away the table keeps the newest event of each thing, so the last state still
arrives when it comes back.
"""

from collections.abc import Iterable

from django.db import transaction

from apps.realtime.events import Event
from apps.realtime.sender import sender


def publish(event: Event) -> None:
    """Announce one event when the present transaction commits, or now outside of one."""
    publish_many((event,))


def publish_many(events: Iterable[Event]) -> None:
    """Announce events in one step; see `publish`."""
    ready = tuple(events)
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(lambda: sender().offer(ready), robust=True)
    else:
        sender().offer(ready)
