"""The trades of a minute: a pure function of seed and time, ids included; none ever repeats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Final, NamedTuple

import numpy as np

from apps.instruments.types import SessionPrices
from apps.streaming.exchange_simulator.levels import Levels, Way
from apps.streaming.exchange_simulator.path import BACK, LIVELY, MINUTES, Path, generator
from apps.streaming.exchange_simulator.universe import Listing
from ml.typing import Float64Array, Int64Array

MINUTE_MS: Final = 60_000
DAY_MS: Final = 86_400_000
FORGET_MS: Final = DAY_MS
HALF_SPREAD: Final = 0.00004


class Trade(NamedTuple):
    """One trade of the tape."""

    id: int
    time_ms: int
    price: float
    quantity: float
    buyer_is_maker: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """Since when the venue is open; there the price of everything is its anchor.

    `percent` of each listing's trades happen. Ids count all trades since 1970, so it never changes.
    """

    time_ms: int
    percent: int = 100


class Tape:
    """Every trade of every listing, past and future.

    Parameters
    ----------
    seed : int
        Everything follows from it.
    opening : Opening
        No trade is before it.
    levels : Levels, optional
        What prices follow in a replay; without, they stay near their listings' anchors.
    """

    def __init__(self, seed: int, opening: Opening, levels: Levels | None = None) -> None:
        self._seed = seed
        self.levels = levels or Levels()
        self._path = Path(seed)
        self.opening = opening
        self.minute = lru_cache(maxsize=2_048)(self._minute)
        self._ids = lru_cache(maxsize=128)(self._day_ids)

    def follow(
        self, sessions: Mapping[Listing, SessionPrices], minute: int, minutes: int = 1
    ) -> bool:
        """Send prices through sessions from a minute on that has not begun; whether any is new.

        Parameters
        ----------
        sessions : mapping
            By listing.
        minute : int
            Since 1970.
        minutes : int
            How long the sessions take.
        """
        listings = {one.symbol: one for one in sessions}

        def price_at(symbol: str, minute: int) -> float | None:
            way = self.levels.at(symbol, minute)
            if way is None:
                return None
            return exp(self._replayed(listings[symbol], way, minute, np.zeros(1))[0])

        wanted = {one.symbol: prices for one, prices in sessions.items()}
        changed = self.levels.set(wanted, minute, minutes, price_at)
        if changed:
            self.minute.cache_clear()  # that minute may have been computed, though not traded
        return changed

    def from_time(self, listing: Listing, start_ms: int) -> Iterator[Trade]:
        """Yield the trades at or after a time, without end."""
        minute = max(start_ms, self.opening.time_ms) // MINUTE_MS
        while True:
            for trade in self.minute(listing, minute):
                if trade.time_ms >= start_ms:
                    yield trade
            minute += 1

    def from_id(self, listing: Listing, first_id: int) -> Iterator[Trade]:
        """Yield the trades from an id on, without end.

        From an id before the opening it starts with the first trade, as Binance does with the
        oldest that it still has.
        """
        opened = self.opening.time_ms // DAY_MS
        day, inside = divmod(max(first_id, opened * listing.trades_per_day), listing.trades_per_day)
        minute_of_day = int(np.searchsorted(self._ids(listing, day), inside, side="right")) - 1
        for trade in self.from_time(listing, (day * MINUTES + minute_of_day) * MINUTE_MS):
            if trade.id >= first_id:
                yield trade

    def _day_ids(self, listing: Listing, day: int) -> Int64Array:
        """Return how many trades of the day lie before each minute; busy minutes have more."""
        weight = self._path.day(listing, day).sigma
        rng = generator(self._seed, listing.symbol + "/counts", day)
        # At least half of the trades are spread evenly: no market falls silent for minutes.
        even = listing.trades_per_day // 2
        counts = rng.multinomial(listing.trades_per_day - even, weight / weight.sum())
        marks = np.linspace(0, even, MINUTES + 1).astype(np.int64)
        return np.concatenate(([0], np.cumsum(counts + marks[1:] - marks[:-1])))

    def _minute(self, listing: Listing, minute: int) -> tuple[Trade, ...]:
        """Return the trades of a minute, numbered since 1970."""
        day, inside = divmod(minute, MINUTES)
        first, last = (int(one) for one in self._ids(listing, day)[inside : inside + 2])
        count = last - first
        rng = generator(self._seed, listing.symbol + "/trades", minute)
        moments = np.sort(rng.random(count))
        away = self._bridge(listing, day, inside, moments, rng)
        sold = rng.random(count) < 0.5
        way = self.levels.at(listing.symbol, minute)
        if way is None:
            middle = listing.anchor * np.exp(away - self._shift(listing, minute, moments))
        else:
            inner = away - self._trend(listing, day, inside, moments)
            middle = np.exp(self._replayed(listing, way, minute, moments) + LIVELY * inner)
        quoted = middle * np.where(sold, 1 - HALF_SPREAD, 1 + HALF_SPREAD)
        prices = np.round(np.round(quoted / listing.tick_size) * listing.tick_size, 8)
        sizes = listing.notional / middle * np.exp(rng.standard_normal(count))
        steps = np.maximum(1.0, np.round(sizes / listing.quantity_step))
        quantities = np.round(steps * listing.quantity_step, 8)
        times = minute * MINUTE_MS + (moments * MINUTE_MS).astype(np.int64)
        kept = times >= self.opening.time_ms
        ids = day * listing.trades_per_day + first + np.arange(count)
        columns = (ids, times, prices, quantities, sold)
        return tuple(map(Trade._make, zip(*(one[kept].tolist() for one in columns), strict=True)))

    def _bridge(
        self,
        listing: Listing,
        day: int,
        minute: int,
        moments: Float64Array,
        rng: np.random.Generator,
    ) -> Float64Array:
        """Return log deviations at moments in [0, 1) of a minute: a Brownian bridge."""
        path = self._path.day(listing, day)
        gaps = np.diff(np.concatenate(([0.0], moments, [1.0])))
        walk = np.cumsum(rng.standard_normal(gaps.size) * np.sqrt(gaps)) * path.sigma[minute]
        inner = walk[:-1] - moments * walk[-1]
        return np.asarray(self._trend(listing, day, minute, moments) + inner)

    def _trend(
        self, listing: Listing, day: int, minute: int, moments: Float64Array
    ) -> Float64Array:
        """Return the straight line between the two marks of a minute."""
        start, end = self._path.day(listing, day).level[minute : minute + 2]
        return np.asarray(start + moments * (end - start))

    def _replayed(
        self, listing: Listing, way: Way, minute: int, moments: Float64Array
    ) -> Float64Array:
        """Return log prices at moments of a replayed minute, without the noise inside it."""
        marks = [self._off(listing, way, minute), self._off(listing, way, minute + 1)]
        off = np.interp(moments, [0.0, 1.0], marks)
        return np.asarray(way.log_price(minute - way.minute + moments) + off)

    def _off(self, listing: Listing, way: Way, minute: int) -> float:
        """Return how far a price is off its way when a minute begins; not at both of its ends."""
        since = minute - way.minute
        end = self._path.around(listing, way.end)
        if since >= way.minutes:
            return self._path.around(listing, minute) - end * float(BACK ** (since - way.minutes))
        begin = self._path.around(listing, way.minute)
        straight = begin + since / way.minutes * (end - begin)
        return self._path.around(listing, minute) - straight

    def _shift(
        self,
        listing: Listing,
        minute: int,
        moments: Float64Array,
    ) -> Float64Array:
        """Return what is taken off so that the venue opens at the anchor; forgotten in a day."""
        opening = self.opening.time_ms // MINUTE_MS
        day, inside = divmod(opening, MINUTES)
        level = self._path.day(listing, day).level[inside]
        age = (minute + moments - opening) * MINUTE_MS / FORGET_MS
        return np.asarray(level * np.exp(-np.maximum(age, 0.0)))
