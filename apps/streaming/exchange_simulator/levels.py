"""What simulated prices follow in a replay: each session, from its real open to its real close.

A way counts from the beginning of a minute and starts where the price stands there. What is past
never changes: the same trades come out again after a restart.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np

from apps.instruments.types import SessionPrices
from ml.typing import Float64Array

KEPT_MINUTES: Final = 360
"""Older trades are in the database; nobody asks the venue for them again."""
OPENING: Final = 0.25
"""Minutes that a price takes to a session's open, which may be far from where it stood."""


class Way(NamedTuple):
    """A price's way through a session: from a minute since 1970 on, for some minutes."""

    minute: int
    start: float
    open: float
    close: float
    minutes: int

    @property
    def end(self) -> int:
        """The minute at whose beginning the close is reached."""
        return self.minute + self.minutes

    def log_price(self, since: Float64Array) -> Float64Array:
        """Return the log price at some minutes since the beginning; after the end it stays.

        Parameters
        ----------
        since : ndarray of shape (n,)
            Minutes, with their fractions.
        """
        logs = np.log([self.start, self.open, self.close])
        return np.asarray(np.interp(since, [0.0, OPENING, self.minutes], logs))


Ways = dict[str, list[Way]]


class Levels:
    """The ways of each symbol that is replayed.

    Parameters
    ----------
    ways : mapping
        Ways by rising minute.
    """

    def __init__(self, ways: Ways | None = None) -> None:
        self.ways: Ways = ways or {}

    def at(self, symbol: str, minute: int) -> Way | None:
        """Return the way that a symbol's price is on in a minute; None where no replay moves it."""
        ways = self.ways.get(symbol)
        if not ways:
            return None
        return ways[max(bisect_right(ways, minute, key=lambda way: way.minute) - 1, 0)]

    def begin(self, prices: Mapping[str, float], minute: int) -> None:
        """Let the symbols that have no way yet stay where they opened."""
        for symbol, price in prices.items():
            self.ways.setdefault(symbol, [Way(minute, price, price, price, 1)])

    def set(
        self,
        sessions: Mapping[str, SessionPrices],
        minute: int,
        minutes: int,
        price_at: Callable[[str, int], float | None],
    ) -> bool:
        """Send prices through sessions from a minute on; return whether any way is new.

        Parameters
        ----------
        sessions : mapping
            By symbol.
        minute : int
            Since 1970; none of its trades may be known yet.
        minutes : int
            How long the sessions take.
        price_at : callable
            Gives a symbol's price at the beginning of a minute; None before its first way.
        """
        changed = False
        for symbol, session in sessions.items():
            ways = self.ways.setdefault(symbol, [])
            if ways and (ways[-1].open, ways[-1].close) == session:
                continue
            while ways and ways[-1].minute >= minute:
                ways.pop()
            start = price_at(symbol, minute)
            begin = session.open if start is None else start
            ways.append(Way(minute, begin, session.open, session.close, minutes))
            while len(ways) > 1 and ways[1].minute < minute - KEPT_MINUTES:
                ways.pop(0)
            changed = True
        return changed
