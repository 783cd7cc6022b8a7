"""Before the first tick: where each symbol stopped, its open bars, what changes count from."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.db import transaction

from apps.instruments.models import InstrumentRow
from apps.instruments.selectors import instruments_by_symbol, reference_close
from apps.instruments.store import bars_delete, latest_ticks
from apps.instruments.types import SIMULATOR
from apps.providers.shared.base import TickVenue
from apps.streaming.bars.announce import Announcer
from apps.streaming.bars.folder import BarKey, Folder
from apps.streaming.bars.stored import refolded
from apps.streaming.ticks.track import Track
from ml.series.bars import INTERVALS_US

INTRADAY_S: Final = (1, 60, 300)


class Start:
    """Read the store once and bring every symbol to where it stopped.

    Parameters
    ----------
    venue : TickVenue
        Whose ticks are ingested.
    tracks : dict of str to Track
        One a symbol; their sequencers get the last stored id.
    folder : Folder
        Gets the open bars.
    announcer : Announcer
        Gets the previous closes.
    attach : callable
        Makes the instruments of new symbols, and says that the venue feeds them.
    """

    def __init__(
        self,
        venue: TickVenue,
        tracks: dict[str, Track],
        folder: Folder,
        announcer: Announcer,
        attach: Callable[..., None],
    ) -> None:
        self._venue = venue
        self._tracks = tracks
        self._folder = folder
        self._announcer = announcer
        self._attach = attach

    def clear(self, symbols: Sequence[str]) -> None:
        """Clear what the simulator left behind of other symbols; runs in the writer's thread."""
        if not self._venue.simulated:
            simulated_release(symbols)

    def admit(self, symbols: Sequence[str]) -> None:
        """Attach symbols to the venue and load what is stored; runs in the writer's thread."""
        self._attach(symbols=symbols, source=self._venue.name)
        for symbol in symbols:
            self._resume(self._tracks[symbol])
        self.read_previous_closes()

    def read_previous_closes(self) -> None:
        """Read what changes are counted from."""
        found = instruments_by_symbol(symbols=self._tracks)
        closes = {symbol: reference_close(instrument=one) for symbol, one in found.items()}
        self._announcer.previous_closes = {
            symbol: close for symbol, close in closes.items() if close is not None
        }

    def _resume(self, track: Track) -> None:
        newest = latest_ticks(venue=self._venue.name, symbol=track.symbol, limit=1)
        if not newest:
            return
        tick = newest[0]
        track.sequencer.resume(tick)
        self._folder.resume(track.symbol, tick.trade_id)
        for interval, step in INTERVALS_US.items():
            start = tick.timestamp_us - tick.timestamp_us % step
            key = BarKey.of(track.symbol, interval, start)
            if bar := refolded(self._venue.name, key):
                self._folder.replace(key, bar)


@transaction.atomic
def simulated_release(streamed: Iterable[str]) -> None:
    """Take the simulated intraday bars from instruments that the present venue does not serve."""
    orphans = InstrumentRow.objects.filter(intraday_source=SIMULATOR).exclude(symbol__in=streamed)
    bars_delete(instrument_ids=[row.pk for row in orphans], intervals_s=INTRADAY_S)
    orphans.update(intraday_source="")
