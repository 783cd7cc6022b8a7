"""The levels that simulated prices stay near, as they change in the course of a replay.

A level counts from the beginning of a minute, in which the price goes there from the one before.
What is past never changes: the same trades come out again after a restart.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

import numpy as np

from ml.typing import Float64Array

KEPT_MINUTES: Final = 360
"""Older trades are in the database; nobody asks the venue for them again."""
Marks = dict[str, list[tuple[int, float]]]


class Levels:
    """From minute to level, symbol by symbol.

    Parameters
    ----------
    marks : mapping
        Pairs of minute since 1970 and level, by rising minute.
    """

    def __init__(self, marks: Marks | None = None) -> None:
        self.marks: Marks = marks or {}

    def has(self, symbol: str) -> bool:
        """Return whether a replay says where a symbol's price is."""
        return symbol in self.marks

    def begin(self, levels: Mapping[str, float], minute: int) -> None:
        """Give the symbols that have no level yet the one they opened at."""
        for symbol, level in levels.items():
            self.marks.setdefault(symbol, [(minute, level)])

    def set(self, levels: Mapping[str, float], minute: int) -> bool:
        """Let prices go to new levels in a minute; return whether any differs."""
        changed = False
        for symbol, level in levels.items():
            marks = self.marks.setdefault(symbol, [])
            if marks and marks[-1][1] == level:
                continue
            while marks and marks[-1][0] >= minute:
                marks.pop()
            marks.append((minute, level))
            while len(marks) > 1 and marks[1][0] < minute - KEPT_MINUTES:
                marks.pop(0)
            changed = True
        return changed

    def drift(self, symbol: str, anchor: float, minute: int, moments: Float64Array) -> Float64Array:
        """Return the log distance of the level from the anchor at moments in [0, 1) of a minute.

        Parameters
        ----------
        symbol : str
            Whose level; without any it is the anchor.
        anchor : float
            What the listing starts from.
        minute : int
            Since 1970.
        moments : ndarray of shape (n,)
            Fractions of the minute.
        """
        marks = self.marks.get(symbol)
        if not marks:
            return np.zeros(moments.size)
        place = max(bisect_right(marks, minute, key=lambda mark: mark[0]) - 1, 0)
        start, level = marks[place]
        to = np.log(level / anchor)
        if start != minute or place == 0:
            return np.full(moments.size, to)
        before = np.log(marks[place - 1][1] / anchor)
        return np.asarray(before + (to - before) * moments)
