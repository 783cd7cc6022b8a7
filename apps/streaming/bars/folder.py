"""The open bars of every symbol: ticks in, changed bars out, late bars named."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, cast

from apps.instruments.types import BarRow, StoredInterval, Tick
from ml.series.bars import INTERVALS_US, BarFolder, LateTickError, LiveBar

GRACE_US: Final = 1_500_000
"""A quiet symbol's bar is closed by the clock so long after its end."""


class BarKey(NamedTuple):
    """Which bar."""

    symbol: str
    interval: StoredInterval
    start_us: int

    @classmethod
    def of(cls, symbol: str, interval: str, start_us: int) -> "BarKey":
        """Return the key of an interval that is given as plain text."""
        return cls(symbol, cast("StoredInterval", interval), start_us)

    @property
    def end_us(self) -> int:
        """First microsecond after the bar."""
        return self.start_us + INTERVALS_US[self.interval]


@dataclass(slots=True)
class Changes:
    """What a batch changed: rows to write, and bars to fold again from the stored ticks."""

    rows: list[BarRow] = field(default_factory=list)
    late: set[BarKey] = field(default_factory=set)


def bar_key(tick: Tick, interval: StoredInterval) -> BarKey:
    """Return the bar that a tick belongs to."""
    start = tick.timestamp_us - tick.timestamp_us % INTERVALS_US[interval]
    return BarKey(tick.symbol, interval, start)


def bar_keys(tick: Tick) -> set[BarKey]:
    """Return the bars of every interval that a tick belongs to."""
    return {bar_key(tick, cast("StoredInterval", name)) for name in INTERVALS_US}


def bar_row(key: BarKey, bar: LiveBar, *, settled: bool) -> BarRow:
    """Return the row of a live bar."""
    return BarRow(
        symbol=key.symbol,
        interval=key.interval,
        timestamp_us=key.start_us,
        open=bar.open,
        high=bar.high,
        low=bar.low,
        close=bar.close,
        volume=bar.volume,
        vwap=bar.vwap,
        trades=bar.trades,
        settled=settled,
    )


class Folder:
    """Fold ticks of all symbols into bars of all stored intraday intervals."""

    def __init__(self) -> None:
        self._folders: dict[str, dict[StoredInterval, BarFolder]] = {}
        self._settled: set[BarKey] = set()
        self._last_id: dict[str, int] = {}

    def fold(self, ticks: Iterable[Tick]) -> Changes:
        """Take ticks in the order of their ids; return every bar they changed."""
        changes = Changes()
        touched: dict[str, None] = {}
        for tick in ticks:
            touched[tick.symbol] = None
            if tick.trade_id <= self._last_id.get(tick.symbol, -1):
                # It belongs before ticks that are in the sums already: order decides their bits.
                changes.late |= bar_keys(tick)
                continue
            self._last_id[tick.symbol] = tick.trade_id
            self._add(tick, changes)
        for symbol in touched:
            changes.rows.extend(
                bar_row(key, bar, settled=key in self._settled) for key, bar in self._open(symbol)
            )
        return changes

    def _add(self, tick: Tick, changes: Changes) -> None:
        for interval, folder in self._of(tick.symbol).items():
            try:
                done = folder.add(tick.timestamp_us, tick.price, tick.quantity)
            except LateTickError:
                changes.late.add(bar_key(tick, interval))
                continue
            if done is not None:
                key = BarKey(tick.symbol, interval, done.start_us)
                self._settled.discard(key)
                changes.rows.append(bar_row(key, done, settled=True))

    def settle(self, horizons_us: Mapping[str, int]) -> list[BarRow]:
        """Close bars that ended, by the clock, for symbols whose feed is known to be whole.

        Parameters
        ----------
        horizons_us : mapping of str to int
            Up to when each symbol's ticks have certainly arrived.
        """
        rows = []
        for symbol, horizon in horizons_us.items():
            for key, bar in self._open(symbol):
                if key.end_us + GRACE_US <= horizon and key not in self._settled:
                    self._settled.add(key)
                    rows.append(bar_row(key, bar, settled=True))
        return rows

    def resume(self, symbol: str, last_id: int) -> None:
        """Go on after the last stored trade: what comes with a lower id is late."""
        self._last_id[symbol] = last_id

    def replace(self, key: BarKey, bar: LiveBar) -> bool:
        """Put a recomputed bar in the place of the open one; return whether it is closed."""
        folder = self._of(key.symbol)[key.interval]
        if folder.bar is None or folder.bar.start_us <= key.start_us:
            folder.bar = bar
            return key in self._settled
        return True

    def _of(self, symbol: str) -> dict[StoredInterval, BarFolder]:
        folders = self._folders.get(symbol)
        if folders is None:
            folders = self._folders[symbol] = {
                cast("StoredInterval", name): BarFolder(step) for name, step in INTERVALS_US.items()
            }
        return folders

    def _open(self, symbol: str) -> Iterator[tuple[BarKey, LiveBar]]:
        for interval, folder in self._of(symbol).items():
            if folder.bar is not None:
                yield BarKey(symbol, interval, folder.bar.start_us), folder.bar
