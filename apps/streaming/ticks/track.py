"""One symbol on its way from socket and backfill into the buffer."""

from asyncio import Task
from collections.abc import Iterable
from dataclasses import dataclass, field

from apps.instruments.types import Tick
from apps.streaming.ticks.sequence import Sequencer


@dataclass(slots=True)
class Track:
    """The state of one symbol's feed.

    Attributes
    ----------
    connected : bool
        Whether a connection brings its trades now.
    confirmed : bool
        Whether everything up to the last contact has arrived; false from a new connection until
        its first tick in order or a page of the backfill.
    unsure_since_s : float or None
        Loop time since when it is not confirmed; further reconnects do not move it.
    waiting_since_s : float or None
        Loop time when the present gap was seen.
    """

    symbol: str
    sequencer: Sequencer = field(default_factory=Sequencer)
    connected: bool = False
    confirmed: bool = False
    unsure_since_s: float | None = None
    waiting_since_s: float | None = None
    retry_at_s: float = 0.0
    filler: Task[None] | None = None

    def offer(self, ticks: Iterable[Tick], now_s: float) -> list[Tick]:
        """Take valid ticks of this symbol; return those in order and note the gap they leave."""
        ready = [out for tick in ticks for out in self.sequencer.offer(tick)]
        self.note(now_s)
        if ready and self.waiting_since_s is None:
            self.confirmed = True
        return ready

    def link(self, now_s: float, *, connected: bool) -> None:
        """Note that its connection opened or is gone."""
        if connected and not self.connected:
            self.doubt(now_s)
        self.connected = connected

    def doubt(self, now_s: float) -> None:
        """Note that trades may have been missed: a connection is new."""
        if self.confirmed or self.unsure_since_s is None:
            self.unsure_since_s = now_s
        self.confirmed = False

    def note(self, now_s: float) -> None:
        """Start or stop the clock of the gap."""
        if not self.sequencer.held:
            self.waiting_since_s = None
        elif self.waiting_since_s is None:
            self.waiting_since_s = now_s

    @property
    def filling(self) -> bool:
        """Whether a backfill of this symbol runs."""
        return self.filler is not None and not self.filler.done()
