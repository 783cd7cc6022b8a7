"""The order of one symbol's trades: each id once, rising, nothing past a gap until it is filled.

A pure state machine. Ticks go out in the order of their ids, so that bars fold in O(1) and equal a
recomputation; a gap that cannot be filled in time is let go, remembered, and filled later.
"""

from dataclasses import dataclass
from typing import Final

from apps.instruments.types import Tick

RESET_AFTER: Final = 50
"""So many ticks with old ids but newer times in a row: the venue started to count again."""


@dataclass(slots=True)
class Gap:
    """Missing ids, both ends included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many ids are missing."""
        return self.last - self.first + 1


class Sequencer:
    """Sort, deduplicate and detect gaps.

    Attributes
    ----------
    last, last_us : int
        Id and newest time of what went on; `last` is None before the first trade ever.
    held : dict of int to Tick
        Ticks that wait behind a gap.
    open_gaps : list of Gap
        Gaps that were let go.
    """

    __slots__ = ("_regressed", "duplicates", "held", "last", "last_us", "open_gaps", "resets")

    def __init__(self) -> None:
        self.last: int | None = None
        self.held: dict[int, Tick] = {}
        self.open_gaps: list[Gap] = []
        self.duplicates = 0
        self.resets = 0
        self.last_us = 0
        self._regressed = 0

    @property
    def gap(self) -> Gap | None:
        """The ids that are missing before the held ticks."""
        if not self.held or self.last is None:
            return None
        return Gap(self.last + 1, min(self.held) - 1)

    def offer(self, tick: Tick) -> list[Tick]:
        """Take a tick; return what may go on, in order."""
        last = self.last
        if last is None or tick.trade_id == last + 1:
            return self._advance(tick)
        if tick.trade_id > last:
            if tick.trade_id in self.held:
                self.duplicates += 1
            self.held.setdefault(tick.trade_id, tick)
            return []
        return self._old(tick, last)

    def resume(self, tick: Tick) -> None:
        """Go on after the newest stored trade."""
        self.last, self.last_us = tick.trade_id, tick.timestamp_us

    def skip_to(self, first_id: int) -> list[Tick]:
        """Accept that the ids before this one will not come; return what is now in order."""
        if self.last is None or first_id <= self.last + 1:
            return []
        early = sorted(trade_id for trade_id in self.held if trade_id < first_id)
        ready = [self.held.pop(trade_id) for trade_id in early]
        self.last = first_id - 1
        return ready + self._drain()

    def release(self) -> list[Tick]:
        """Stop waiting for the gap: remember it as open and let the held ticks go on."""
        gap = self.gap
        if gap is None:
            return []
        self.open_gaps.append(gap)
        self.last = gap.last
        return self._drain()

    def forget(self, last_id: int) -> int:
        """Stop looking for open ids up to this one, which the venue does not have; count them."""
        before = self.open_ticks
        self.open_gaps = [
            Gap(max(gap.first, last_id + 1), gap.last)
            for gap in self.open_gaps
            if gap.last > last_id
        ]
        return before - self.open_ticks

    @property
    def open_ticks(self) -> int:
        """How many ids are missing in open gaps."""
        return sum(gap.size for gap in self.open_gaps)

    def _advance(self, tick: Tick) -> list[Tick]:
        self.last = tick.trade_id
        self.last_us = max(self.last_us, tick.timestamp_us)
        self._regressed = 0
        return [tick, *self._drain()] if self.held else [tick]

    def _drain(self) -> list[Tick]:
        ready: list[Tick] = []
        while self.last is not None and (tick := self.held.pop(self.last + 1, None)) is not None:
            self.last = tick.trade_id
            self.last_us = max(self.last_us, tick.timestamp_us)
            ready.append(tick)
        return ready

    def _old(self, tick: Tick, last: int) -> list[Tick]:
        for index, gap in enumerate(self.open_gaps):
            if gap.first <= tick.trade_id <= gap.last:
                self._shrink(index, tick.trade_id)
                return [tick]
        if tick.timestamp_us > self.last_us and tick.trade_id != last:
            return self._maybe_reset(tick)
        self.duplicates += 1
        return []

    def _shrink(self, index: int, trade_id: int) -> None:
        gap = self.open_gaps.pop(index)
        parts = (Gap(gap.first, trade_id - 1), Gap(trade_id + 1, gap.last))
        self.open_gaps[index:index] = [part for part in parts if part.size > 0]

    def _maybe_reset(self, tick: Tick) -> list[Tick]:
        # One such tick is a strange duplicate; many in a row are a venue that counts anew.
        self._regressed += 1
        if self._regressed < RESET_AFTER:
            self.duplicates += 1
            return []
        self.resets += 1
        self.held.clear()
        self.open_gaps.clear()
        return self._advance(tick)
