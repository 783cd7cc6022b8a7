"""Who may pass: finite, positive, in time, of a known symbol; the rest is counted and kept out."""

import math
from typing import Final, Literal

from apps.instruments.types import Tick

Reason = Literal["price", "quantity", "time", "symbol"]

OLDEST_US: Final = 48 * 3600 * 1_000_000
NEWEST_US: Final = 5 * 1_000_000


class Gate:
    """Judge ticks; fails closed.

    Parameters
    ----------
    symbols : set of str
        The symbols that this process ingests; may grow while it runs.
    oldest_us : int
        The greatest age; never more than what the store keeps.
    """

    __slots__ = ("oldest_us", "symbols")

    def __init__(self, symbols: set[str], oldest_us: int = OLDEST_US) -> None:
        self.symbols = symbols
        self.oldest_us = oldest_us

    def refusal(self, tick: Tick, now_us: int) -> Reason | None:
        """Return why the tick must not enter, or None."""
        if tick.symbol not in self.symbols:
            return "symbol"
        # NaN fails every comparison, so the tests are written to be true for good values only.
        if not 0.0 < tick.price < math.inf:
            return "price"
        if not 0.0 < tick.quantity < math.inf:
            return "quantity"
        if not now_us - self.oldest_us <= tick.timestamp_us <= now_us + NEWEST_US:
            return "time"
        return None
