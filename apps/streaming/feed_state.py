"""What the stream process knows about itself: counters, and the snapshot that others read."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from apps.core.clock import moment_of, now
from apps.instruments.types import Tick
from apps.streaming.state import StreamState

_RATE_WINDOW_S: Final = 10.0


@dataclass(slots=True)
class Stats:
    """Counters since the start of the process; one event loop writes them."""

    venue: str
    simulated: bool
    symbols: int = 0
    started_us: int = 0
    connected: bool = False
    connects: int = 0
    reconnects: int = 0
    received: int = 0
    stored: int = 0
    duplicates: int = 0
    gaps_found: int = 0
    gaps_filled: int = 0
    ticks_filled: int = 0
    ticks_missing: int = 0
    ticks_open: int = 0
    malformed: int = 0
    other_frames: int = 0
    quarantined: Counter[str] = field(default_factory=Counter)
    writer_errors: int = 0
    hook_errors: int = 0
    ring: int = 0
    lag_ms: float | None = None
    last_tick_us: int | None = None
    problem: str = ""
    last_error: str = ""
    last_error_us: int | None = None
    _marks: deque[tuple[float, int]] = field(default_factory=deque)

    def saw(self, tick: Tick, now_us: int) -> None:
        """Note the newest tick and how long it was on its way."""
        if self.last_tick_us is None or tick.timestamp_us > self.last_tick_us:
            self.last_tick_us = tick.timestamp_us
            self.lag_ms = (now_us - tick.timestamp_us) / 1_000

    def fail(self, problem: str) -> None:
        """Note what is wrong now; it is remembered after it is over."""
        self.problem = self.last_error = problem
        self.last_error_us = int(now().timestamp() * 1_000_000)

    def rate(self, now_s: float) -> float:
        """Return stored ticks per second over the last ten seconds; call it about once a second."""
        self._marks.append((now_s, self.stored))
        while len(self._marks) > 2 and now_s - self._marks[0][0] > _RATE_WINDOW_S:
            self._marks.popleft()
        first_s, first = self._marks[0]
        return (self.stored - first) / (now_s - first_s) if now_s > first_s else 0.0

    def snapshot(self, now_us: int, rate: float, *, running: bool) -> StreamState:
        """Return the frozen state to publish."""
        return StreamState(
            venue=self.venue,
            simulated=self.simulated,
            running=running,
            connected=running and self.connected,
            symbols=self.symbols,
            started_at=_moment(self.started_us),
            updated_at=_moment(now_us),
            last_tick_at=_moment(self.last_tick_us),
            lag_ms=self.lag_ms,
            ticks_per_second=round(rate, 2),
            received=self.received,
            stored=self.stored,
            duplicates=self.duplicates,
            gaps_found=self.gaps_found,
            gaps_filled=self.gaps_filled,
            ticks_filled=self.ticks_filled,
            ticks_missing=self.ticks_missing + self.ticks_open,
            malformed=self.malformed,
            quarantined=sum(self.quarantined.values()),
            quarantined_by=dict(self.quarantined),
            reconnects=self.reconnects,
            writer_errors=self.writer_errors,
            problem=self.problem,
            last_error=self.last_error,
            last_error_at=_moment(self.last_error_us),
        )


def _moment(microseconds: int | None) -> datetime | None:
    return moment_of(microseconds) if microseconds else None
