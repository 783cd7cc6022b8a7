"""Publish newest price and bars, at most ten times a second, after they are stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from apps.instruments.types import BarRow, Tick
from apps.realtime.events import BarUpdated, Event, Freshness, PriceUpdated
from apps.realtime.publish import publish_many
from apps.streaming.bars.folder import BarKey
from ml.series.returns import change_fraction

PERIOD_S: Final = 0.1
Publish = Callable[[Sequence[Event]], None]


@dataclass(frozen=True, slots=True)
class Badge:
    """What every price of this feed says about itself."""

    source: str
    simulated: bool
    freshness: Freshness


def _moment(microseconds: int) -> datetime:
    seconds, rest = divmod(microseconds, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


class Announcer:
    """Conflate changes at the source: newest state of each bar, newest price of each symbol.

    Parameters
    ----------
    badge : Badge
        Where the prices come from.
    previous_closes : mapping of str to float
        What changes are counted from; a symbol without one has no change.
    publish : callable
        Takes the events on their way.
    """

    def __init__(
        self,
        badge: Badge,
        previous_closes: Mapping[str, float],
        publish: Publish = publish_many,
    ) -> None:
        self._badge = badge
        self.previous_closes = previous_closes
        self.publish = publish
        self._bars: dict[BarKey, BarRow] = {}
        self._ticks: dict[str, Tick] = {}
        self._ids: dict[str, int] = {}
        self._sent_s = -PERIOD_S

    def add(self, rows: Iterable[BarRow], ticks: Iterable[Tick]) -> None:
        """Note what was stored."""
        for row in rows:
            self._bars[BarKey(row.symbol, row.interval, row.timestamp_us)] = row
        for tick in ticks:
            if tick.trade_id > self._ids.get(tick.symbol, -1):
                self._ids[tick.symbol] = tick.trade_id
                self._ticks[tick.symbol] = tick

    def flush(self, now_s: float, *, force: bool = False) -> None:
        """Publish what waits, if the last time is long enough ago."""
        if not (self._bars or self._ticks) or (now_s - self._sent_s < PERIOD_S and not force):
            return
        self._sent_s = now_s
        events: list[Event] = [self._price(tick) for tick in self._ticks.values()]
        events += [_bar(row) for row in self._bars.values()]
        self._ticks.clear()
        self._bars.clear()
        self.publish(events)

    def _price(self, tick: Tick) -> PriceUpdated:
        previous = self.previous_closes.get(tick.symbol)
        change = None if previous is None else tick.price - previous
        return PriceUpdated(
            symbol=tick.symbol,
            price=tick.price,
            change=change,
            change_percent=change_fraction(tick.price, previous),
            timestamp=_moment(tick.timestamp_us),
            simulated=self._badge.simulated,
            source=self._badge.source,
            freshness=self._badge.freshness,
        )


def _bar(row: BarRow) -> BarUpdated:
    # A folded bar has all its numbers; `or` serves bars that a provider delivered close-only.
    return BarUpdated(
        symbol=row.symbol,
        interval=row.interval,
        timestamp=_moment(row.timestamp_us),
        open=row.close if row.open is None else row.open,
        high=row.close if row.high is None else row.high,
        low=row.close if row.low is None else row.low,
        close=row.close,
        volume=0.0 if row.volume is None else row.volume,
        vwap=row.vwap,
        settled=row.settled,
    )
