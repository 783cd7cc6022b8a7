"""From parsed frames and pages to the buffer: judge, sort, count."""

from collections.abc import Iterable

from apps.core.clock import now
from apps.instruments.types import Tick
from apps.providers.shared.base import Parsed
from apps.streaming.feed_state import Stats
from apps.streaming.ticks.gate import Gate
from apps.streaming.ticks.ring_buffer import RingBuffer
from apps.streaming.ticks.track import Track


def now_us() -> int:
    """Return the present in microseconds."""
    return int(now().timestamp() * 1_000_000)


class Intake:
    """Everything that a tick passes before the buffer.

    Parameters
    ----------
    tracks : dict of str to Track
        One a symbol.
    buffer : RingBuffer
        Where ticks in order go.
    gate : Gate
        Who may pass.
    stats : Stats
        What is counted.
    """

    def __init__(
        self, tracks: dict[str, Track], buffer: RingBuffer, gate: Gate, stats: Stats
    ) -> None:
        self.tracks = tracks
        self._buffer = buffer
        self._gate = gate
        self._stats = stats

    async def frame(self, parsed: Parsed, now_s: float) -> None:
        """Take one socket frame."""
        stats = self._stats
        stats.malformed += parsed.malformed
        stats.other_frames += parsed.other
        stats.received += len(parsed.ticks)
        moment_us = now_us()
        ready: list[Tick] = []
        for tick in parsed.ticks:
            if self.refused(tick, moment_us):
                continue
            stats.saw(tick, moment_us)
            ready += self.tracks[tick.symbol].offer((tick,), now_s)
        if ready:
            await self.forward(ready)

    def refused(self, tick: Tick, moment_us: int) -> bool:
        """Return whether the tick must stay out, and count it then."""
        reason = self._gate.refusal(tick, moment_us)
        if reason is None:
            return False
        self._stats.quarantined[reason] += 1
        return True

    async def forward(self, ticks: Iterable[Tick]) -> None:
        """Put ticks in order into the buffer; waits while it is full."""
        await self._buffer.put(tuple(ticks))

    def duplicates(self) -> int:
        """Return how many ticks came twice since the start."""
        return sum(track.sequencer.duplicates for track in self.tracks.values())

    def open_ticks(self) -> int:
        """Return how many ids are missing in gaps that were let go."""
        return sum(track.sequencer.open_ticks for track in self.tracks.values())
