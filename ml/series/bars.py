"""Ticks folded into OHLCV + VWAP bars: a live O(1) state and a batch twin, equal bit for bit.

Both add in the order given and never in another one: floating sums depend on it. The canonical
order is the venue's trade id, so a bar recomputed from stored ticks is the bar seen live.
"""

from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from ml.errors import NumericError
from ml.typing import Float64Array1D, Int64Array

SECOND_US: Final = 1_000_000
INTERVALS_US: Final[dict[str, int]] = {
    "1s": SECOND_US,
    "1m": 60 * SECOND_US,
    "5m": 300 * SECOND_US,
}


class LateTickError(NumericError):
    """A tick of a bar that was already finished; the bar has to be folded again from its ticks."""


class LiveBar:
    """One bar while its ticks arrive; prices and quantities in the venue's units."""

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


@dataclass(frozen=True, slots=True)
class FoldedBars:
    """Bars as columns, each of shape (n_bars,), by rising start.

    `start_us` microseconds UTC; `open` to `close` and `vwap` in price units; `volume` in quantity
    units; `notional` their product's sum; `trades` a count. No value is NaN.
    """

    start_us: Int64Array
    open: Float64Array1D
    high: Float64Array1D
    low: Float64Array1D
    close: Float64Array1D
    volume: Float64Array1D
    notional: Float64Array1D
    trades: Int64Array

    @property
    def vwap(self) -> Float64Array1D:
        """Volume-weighted average price of each bar, shape (n_bars,)."""
        return self.notional / self.volume


def fold(
    timestamps_us: Int64Array,
    prices: Float64Array1D,
    quantities: Float64Array1D,
    interval_us: int,
) -> FoldedBars:
    r"""Fold ticks into bars at once; the twin of `BarFolder`, bit for bit.

    Parameters
    ----------
    timestamps_us : ndarray of shape (n_ticks,)
        Trade times, microseconds since the epoch, UTC. Any order; a bar adds its ticks in the
        order given, which is the venue's trade id.
    prices, quantities : ndarray of shape (n_ticks,)
        Finite and positive, price units and quantity units. No NaN.
    interval_us : int
        Length of a bar in microseconds.

    Returns
    -------
    FoldedBars
        Only intervals with trades; empty for no ticks.

    Notes
    -----
    ``vwap = \sum p_i q_i / \sum q_i``. `numpy.bincount` adds one after the other, as the live
    fold does; `numpy.add.reduceat` and `sum` add pairwise and differ in the last bits.
    """
    buckets = timestamps_us // interval_us
    if buckets.size and np.any(buckets[1:] < buckets[:-1]):
        # Stable: inside a bar the given order stays.
        order = np.argsort(buckets, kind="stable")
        buckets, prices, quantities = buckets[order], prices[order], quantities[order]
    starts = np.flatnonzero(np.concatenate(([True], buckets[1:] != buckets[:-1])))
    if not buckets.size:
        starts = np.empty(0, dtype=np.int64)
    return _columns(buckets, starts, prices, quantities, interval_us)


def _columns(
    buckets: Int64Array,
    starts: Int64Array,
    prices: Float64Array1D,
    quantities: Float64Array1D,
    interval_us: int,
) -> FoldedBars:
    trades = np.diff(np.append(starts, buckets.size))
    label = np.repeat(np.arange(starts.size), trades)
    empty = not starts.size
    return FoldedBars(
        start_us=buckets[starts] * interval_us,
        open=prices[starts],
        high=prices[:0] if empty else np.maximum.reduceat(prices, starts),
        low=prices[:0] if empty else np.minimum.reduceat(prices, starts),
        close=prices[starts + trades - 1],
        volume=_sums(label, quantities, starts.size),
        notional=_sums(label, prices * quantities, starts.size),
        trades=trades,
    )


def _sums(label: Int64Array, values: Float64Array1D, groups: int) -> Float64Array1D:
    # numpy's stubs say int64; with weights the sums are float64.
    return cast("Float64Array1D", np.bincount(label, weights=values, minlength=groups))
