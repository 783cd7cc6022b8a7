"""Which dialect speaks to the database in use."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper

from apps.instruments.store import postgresql, sqlite
from apps.instruments.types import Tick


class Dialect(Protocol):
    """Bulk statements of one database; the row-writing ones return how many rows they wrote."""

    def bars_write(self, cursor: CursorWrapper, rows: Sequence[tuple[Any, ...]]) -> int:
        """Insert bars or replace those of the same key."""

    def bars_wire(self, cursor: CursorWrapper, where: Sequence[int]) -> tuple[int, int, bytes]:
        """Return how many bars there are, how many of them are encoded, and these joined."""

    def ticks_write(self, cursor: CursorWrapper, ticks: Sequence[Tick]) -> int:
        """Insert the ticks that are not there yet; return how many were new."""

    def versions_raise(
        self, cursor: CursorWrapper, keys: Sequence[tuple[int, int]], now_us: int
    ) -> None:
        """Give each (instrument, interval) a version that it never had."""


def dialect() -> Dialect:
    """Return the writer of the default database."""
    return postgresql if connection.vendor == "postgresql" else sqlite
