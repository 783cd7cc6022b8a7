"""A second hand that begins while the first one's transaction is open, on PostgreSQL.

Threads that start together meet in the critical place on some days only. Here the first one has
done its work and not committed when the second begins: that one waits for a lock of the first, or
has gone past it. Which of the two, the server says.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, TypeVar

import pytest
from django.db import connection, connections, transaction

_LOOK_S = 0.02
_WAITING = """SELECT count(*) FROM pg_locks
WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"""
_Found = TypeVar("_Found")


class Met(NamedTuple):
    """What both came to, and whether the second one waited for the first."""

    first: object
    second: object
    waited: bool


def meet(first: Callable[[], object], second: Callable[[], object]) -> Met:
    """Do the first in a transaction and begin the second before it commits."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's transactions exclude each other; PostgreSQL runs this")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            done = first()
            begun = pool.submit(_closing, second)
            waited = _waits(begun)
        return Met(done, begun.result(), waited)


def _closing(work: Callable[[], _Found]) -> _Found:
    try:
        return work()
    finally:
        connections.close_all()


def _waits(begun: Future[_Found]) -> bool:
    while not begun.done():
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return True
        time.sleep(_LOOK_S)
    return False
