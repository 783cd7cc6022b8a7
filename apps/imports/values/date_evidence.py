"""Evidence of a whole file on how its dates are written; what stays open is asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from apps.imports.errors import LineError
from apps.imports.types import DateOrder
from apps.imports.values import moments
from apps.imports.values.serials import is_serial, serial_moment

_ORDERS: Final[tuple[DateOrder, ...]] = ("dmy", "mdy", "ymd")
_SAMPLE: Final = 2_000
_SHARE: Final = 0.8
_MONTHS: Final = 12
_DAYS: Final = 31
# Counts of days below 10,000 are anything; those below 25,569 may be since 1900 (to 1970) or since
# 1970 (to 2040).
_LEAST_SERIAL: Final = 10_000
_UNIX_START: Final = 25_569
_WEEKDAYS: Final = 5
_TWO_WEEKS: Final = 10
_NEAR: Final = timedelta(days=7)
_FAR: Final = timedelta(days=20)


@dataclass(slots=True)
class DateEvidence:
    """What the times of a file say about their order."""

    cells: int = 0
    serials: int = 0
    largest: int = 0
    dotted: bool = False
    short_years: bool = False
    numeric: int = 0
    either: int = 0
    impossible: Counter[DateOrder] = field(default_factory=Counter)
    year_first: int = 0
    sample: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Take the cell of a time."""
        self.cells += 1
        if len(text) > 7 and text[4] == text[7] == "-":
            self.year_first += 1  # by far the most usual; the rest would only cost time
            return
        bare = text.strip()
        if len(self.sample) < _SAMPLE:
            self.sample.append(bare)
        if is_serial(bare):
            self.serials += 1
            self.largest = max(self.largest, int(bare.replace(",", ".").partition(".")[0]))
        elif parts := moments.numeric_parts(bare):
            self._add_parts(parts, dotted="." in bare[:10])

    def _add_parts(self, parts: tuple[str, str, str], *, dotted: bool) -> None:
        first, second, third = map(int, parts)
        if len(parts[0]) > 2:
            self.year_first += 1
            return
        self.numeric += 1
        self.dotted |= dotted
        self.short_years |= len(parts[2]) <= 2
        self.impossible["dmy"] += first > _DAYS or second > _MONTHS
        self.impossible["mdy"] += first > _MONTHS or second > _DAYS
        self.impossible["ymd"] += len(parts[2]) > 2 or second > _MONTHS or third > _DAYS
        self.either += first <= _MONTHS and second <= _MONTHS and first != second

    def decide(self, *, day_first: bool) -> DateOrder | None:
        """Return the order of the dates; None when they can be read in two ways.

        Parameters
        ----------
        day_first : bool
            Whether the file's words are of a language that writes the day first.
        """
        if self.cells and self.serials >= _SHARE * self.cells and self.largest >= _LEAST_SERIAL:
            return self._serial()
        orders = _ORDERS if self.short_years else _ORDERS[:2]
        if not self.numeric:
            return "ymd"
        possible = [order for order in orders if not self.impossible[order]]
        if not possible:
            # Two writers in one file: dates that fit both could be of either.
            fitting = sorted((self.impossible[order], order) for order in orders)
            return None if self.either else fitting[0][1]
        if len(possible) == 1:
            return possible[0]
        if self.short_years:
            return self._by_steps(possible) or ("dmy" if self.dotted else None)
        return "dmy" if self.dotted or day_first or not self.either else None

    def choices(self) -> tuple[DateOrder, ...]:
        """Return the orders that a person can choose from where the file leaves it open."""
        if self.serials >= _SHARE * max(self.cells, 1):
            return "excel1900", "unix_days", "excel1904"
        return _ORDERS if self.short_years else _ORDERS[:2]

    def _by_steps(self, possible: Sequence[DateOrder]) -> DateOrder | None:
        """Return the only order in which the days follow each other closely."""
        steps = {order: _usual_step(self.sample, order) for order in possible}
        near = [order for order, step in steps.items() if step is not None and step <= _NEAR]
        far = [order for order, step in steps.items() if step is not None and step >= _FAR]
        return near[0] if len(near) == 1 and len(far) == len(possible) - 1 else None

    def _serial(self) -> DateOrder | None:
        if self.largest < _UNIX_START:
            return None
        new, old = (_weekends(self.sample, order) for order in ("excel1900", "excel1904"))
        # Between the two counts lie 1,462 days: a week's working days distinguish them.
        return "excel1904" if new and not old else "excel1900"


def _read(sample: Sequence[str], order: DateOrder) -> list[datetime]:
    found = []
    for text in sample:
        try:
            found.append(moments.parse(text, order).replace(tzinfo=None))
        except LineError:
            continue
    return found


def _usual_step(sample: Sequence[str], order: DateOrder) -> timedelta | None:
    days = sorted({moment.date() for moment in _read(sample, order)})
    steps = sorted(later - earlier for earlier, later in pairwise(days))
    return steps[len(steps) // 2] if steps else None


def _weekends(sample: Sequence[str], order: DateOrder) -> bool:
    """Return whether bars lie on weekends; too few bars are taken for none that do."""
    days = set()
    for text in sample:
        try:
            days.add(serial_moment(text, order).date())
        except LineError:
            continue
    return len(days) >= _TWO_WEEKS and any(day.weekday() >= _WEEKDAYS for day in days)
