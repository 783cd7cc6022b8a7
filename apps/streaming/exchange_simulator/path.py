"""A price as a function of seed and time: any minute of any day, without what came before.

Each day is a bridge between two levels that hang on seed and day only, walked in minutes with
GARCH(1,1) variance and fat tails. A restart therefore finds the same path where it left it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np

from apps.streaming.exchange_simulator.universe import BITCOIN, ETHER, Listing
from ml.typing import Float64Array

MINUTES: Final = 1_440
MEMORY: Final = 40
"""Days whose shocks make up a day's level, with weights that fall by DECAY each day."""
DECAY: Final = 0.9
ALPHA, BETA = 0.08, 0.90
TAILS: Final = 5.0
MARKET_BETA: Final = 0.6
SPREAD_SD: Final = 0.004
SPREAD_DECAY: Final = 0.5 ** (1 / 20.0)
"""ETH leaves its line on BTC by a spread that halves in 20 minutes."""
LIVELY: Final = 4.0
"""A replayed stock moves so many times as much in a minute as in one of a day round the clock."""
BACK: Final = 0.5 ** (1 / 5.0)
"""What takes it off its real price halves in five minutes."""
_REACH: Final = 120
"""Minutes after which less than a millionth of a move is left."""


@dataclass(frozen=True, slots=True)
class Day:
    """Log deviation from the anchor at the 1,441 minute marks, and each minute's volatility."""

    level: Float64Array
    sigma: Float64Array


def generator(seed: int, stream: str, *numbers: int) -> np.random.Generator:
    """Return a generator that hangs on these values only."""
    return np.random.Generator(np.random.PCG64([seed, crc32(stream.encode()), *numbers]))


class Path:
    """The log-price paths of all listings.

    Parameters
    ----------
    seed : int
        Everything follows from it.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._own = lru_cache(maxsize=128)(self._own_day)
        self._spread = lru_cache(maxsize=8)(self._spread_day)
        self.day = lru_cache(maxsize=128)(self._day)
        self._around = lru_cache(maxsize=128)(self._around_day)

    def around(self, listing: Listing, minute: int) -> float:
        r"""Return how far a price is off a level that it returns to, at a minute since 1970.

        .. math:: x_t = \lambda x_{t-1} + \kappa\,\Delta p_t

        with steps of the listing's own path, :math:`\lambda` = `BACK`, :math:`\kappa` = `LIVELY`.
        """
        day, inside = divmod(minute, MINUTES)
        return float(self._around(listing, day)[inside])

    def _around_day(self, listing: Listing, day: int) -> Float64Array:
        levels = [self.day(listing, day - 1).level[-_REACH - 1 : -1], self.day(listing, day).level]
        steps = np.diff(np.concatenate(levels))
        return np.asarray(np.convolve(LIVELY * steps, BACK ** np.arange(_REACH), "valid"))

    def _day(self, listing: Listing, day: int) -> Day:
        """Return a listing's day, numbered since 1970."""
        if listing.symbol == ETHER.symbol:
            bitcoin = self.day(BITCOIN, day)
            level = bitcoin.level + self._spread(day)
            return Day(level, np.hypot(bitcoin.sigma, SPREAD_SD * np.sqrt(1 - SPREAD_DECAY**2)))
        own = self._own(listing.symbol, listing.volatility, day)
        if listing.symbol == BITCOIN.symbol:
            return own
        market = self._own("market", listing.volatility, day)
        rest = np.sqrt(1 - MARKET_BETA**2)
        return Day(
            MARKET_BETA * market.level + rest * own.level,
            np.hypot(MARKET_BETA * market.sigma, rest * own.sigma),
        )

    def _own_day(self, stream: str, volatility: float, day: int) -> Day:
        rng = generator(self._seed, stream, day)
        sigma, steps = _garch(rng, volatility / np.sqrt(MINUTES), self._calm(stream, day))
        walk = np.concatenate(([0.0], np.cumsum(steps)))
        start, end = self._level(stream, volatility, day), self._level(stream, volatility, day + 1)
        # The bridge spreads what is missing over the day as its variance is spread.
        share = np.concatenate(([0.0], np.cumsum(sigma**2)))
        share /= share[-1]
        return Day(start + walk + share * (end - start - walk[-1]), sigma)

    def _level(self, stream: str, volatility: float, day: int) -> float:
        """Return where a day begins: shocks of past days, forgotten by and by."""
        shocks = [self._shock(stream, day - back) * DECAY**back for back in range(MEMORY)]
        return volatility * float(np.sum(shocks)) * 0.5

    def _shock(self, stream: str, day: int) -> float:
        return float(generator(self._seed, stream + "/level", day).standard_normal())

    def _calm(self, stream: str, day: int) -> Float64Array:
        """Return the day's slow volatility factor, continuous over midnight."""
        marks = [
            generator(self._seed, stream + "/calm", day + one).standard_normal() for one in (0, 1)
        ]
        calm: Float64Array = np.exp(0.35 * np.linspace(marks[0], marks[1], MINUTES))
        return calm

    def _spread_day(self, day: int) -> Float64Array:
        rng = generator(self._seed, "spread", day)
        start, end = (
            SPREAD_SD * generator(self._seed, "spread/level", day + one).standard_normal()
            for one in (0, 1)
        )
        shocks = rng.standard_normal(MINUTES) * SPREAD_SD * np.sqrt(1 - SPREAD_DECAY**2)
        spread = np.empty(MINUTES + 1)
        spread[0] = start
        for minute, shock in enumerate(shocks):
            spread[minute + 1] = SPREAD_DECAY * spread[minute] + shock
        back = np.power(SPREAD_DECAY, np.arange(MINUTES, -1, -1.0))
        return np.asarray(spread + back * (end - spread[-1]))


def _garch(
    rng: np.random.Generator, base: float, calm: Float64Array
) -> tuple[Float64Array, Float64Array]:
    """Return each minute's volatility and step: GARCH(1,1) with scaled Student-t shocks."""
    shocks = rng.standard_t(TAILS, MINUTES) / np.sqrt(TAILS / (TAILS - 2))
    variance, omega = 1.0, 1 - ALPHA - BETA
    relative = np.empty(MINUTES)
    for minute, shock in enumerate(shocks):
        relative[minute] = np.sqrt(variance)
        variance = omega + variance * (ALPHA * shock * shock + BETA)
        variance = min(variance, 25.0)
    sigma = base * calm * relative
    return sigma, sigma * shocks
