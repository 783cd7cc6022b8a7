"""Ticks folded into OHLCV + VWAP bars while they arrive, O(1) a tick.

Sums are added in the order given and never in another one: their last bits depend on it. The
canonical order is the venue's trade id, so a bar recomputed from stored ticks (`bars_fold`) is the
bar that was seen live, bit for bit.
"""

from typing import Final

from ml.errors import NumericError

SECOND_US: Final = 1_000_000
INTERVALS_US: Final[dict[str, int]] = {
    "1s": SECOND_US,
    "1m": 60 * SECOND_US,
    "5m": 300 * SECOND_US,
}


class LateTickError(NumericError):
    """A tick of a bar that was already finished; the bar has to be folded again from its ticks."""


class LiveBar:
    """One bar while its ticks arrive; prices and quantities in the venue's units.

    Parameters
    ----------
    start_us : int
        Beginning of the bar, microseconds since 1970.
    price, quantity : float
        Of the first tick.
    """

    __slots__ = ("close", "high", "low", "notional", "open", "start_us", "trades", "volume")

    def __init__(self, start_us: int, price: float, quantity: float) -> None:
        self.start_us = start_us
        self.open = self.high = self.low = self.close = price
        # 0.0 + x is x exactly, so this equals a sum that starts at zero.
        self.volume = quantity
        self.notional = price * quantity
        self.trades = 1

    @property
    def vwap(self) -> float:
        """Volume-weighted average price, sum(price * quantity) / sum(quantity)."""
        return self.notional / self.volume


class BarFolder:
    r"""Fold the ticks of one instrument into bars of one interval, O(1) a tick.

    Parameters
    ----------
    interval_us : int
        Length of a bar in microseconds; bars start at whole multiples of it since the epoch.

    Notes
    -----
    ``vwap = \sum p_i q_i / \sum q_i``. Prices and quantities must be finite and positive; the
    ingest refuses others before they come here.
    """

    __slots__ = ("bar", "interval_us")

    def __init__(self, interval_us: int) -> None:
        self.interval_us = interval_us
        self.bar: LiveBar | None = None

    def add(self, timestamp_us: int, price: float, quantity: float) -> LiveBar | None:
        """Take one tick.

        Parameters
        ----------
        timestamp_us : int
            Trade time, microseconds since the epoch, UTC.
        price, quantity : float
            Finite and positive.

        Returns
        -------
        LiveBar or None
            The bar that this tick finished by opening the next one.

        Raises
        ------
        LateTickError
            The tick belongs to a bar before the current one; the state is unchanged.
        """
        bar = self.bar
        if bar is not None:
            offset = timestamp_us - bar.start_us
            if 0 <= offset < self.interval_us:
                if price > bar.high:
                    bar.high = price
                elif price < bar.low:
                    bar.low = price
                bar.close = price
                bar.volume += quantity
                bar.notional += price * quantity
                bar.trades += 1
                return None
            if offset < 0:
                raise LateTickError("The tick is older than the current bar.")
        self.bar = LiveBar(timestamp_us - timestamp_us % self.interval_us, price, quantity)
        return bar
