"""Ticks folded into bars all at once: the batch form of `ml.series.bars`, equal bit for bit."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from ml.typing import Float64Array, Int64Array

_UNSORTED = -1


@dataclass(frozen=True, slots=True)
class FoldedBars:
    """Bars as columns, each of shape (n_bars,), by rising start.

    `start_us` microseconds UTC; `open` to `close` and `vwap` in price units; `volume` in quantity
    units; `notional` the sum of price times quantity; `trades` a count. No value is NaN.
    """

    start_us: Int64Array
    open: Float64Array
    high: Float64Array
    low: Float64Array
    close: Float64Array
    volume: Float64Array
    notional: Float64Array
    trades: Int64Array

    @property
    def vwap(self) -> Float64Array:
        """Volume-weighted average price of each bar, shape (n_bars,)."""
        return self.notional / self.volume


def fold(
    timestamps_us: Int64Array, prices: Float64Array, quantities: Float64Array, interval_us: int
) -> FoldedBars:
    r"""Fold ticks into bars in one pass.

    Parameters
    ----------
    timestamps_us : ndarray of shape (n_ticks,)
        Trade times, microseconds since the epoch, UTC. Any order; a bar adds its ticks in the
        order given, which is the order of the venue's trade ids.
    prices, quantities : ndarray of shape (n_ticks,)
        Finite and positive, price units and quantity units. No NaN.
    interval_us : int
        Length of a bar in microseconds; bars start at whole multiples of it since the epoch.

    Returns
    -------
    FoldedBars
        Only intervals with trades, by rising start; empty for no ticks.

    Notes
    -----
    ``vwap = \sum p_i q_i / \sum q_i``. The sums are plain and in order, as the live fold's are:
    pairwise or compensated sums (`numpy.sum`, `numpy.add.reduceat`) differ in the last bits.
    """
    span = int(np.ptp(timestamps_us)) if timestamps_us.size else 0
    rows = min(span // interval_us + 2, timestamps_us.size)
    counts = np.empty((2, rows), np.int64)
    values = np.empty((6, rows), np.float64)
    bars = _fold(timestamps_us, prices, quantities, interval_us, counts, values)
    if bars == _UNSORTED:
        # Stable: inside a bar the given order stays.
        order = np.argsort(timestamps_us // interval_us, kind="stable")
        ticks = timestamps_us[order], prices[order], quantities[order]
        bars = _fold(*ticks, interval_us, counts, values)
    first, high, low, close, volume, notional = values[:, :bars]
    return FoldedBars(
        counts[0, :bars], first, high, low, close, volume, notional, trades=counts[1, :bars]
    )


@njit(cache=True, nogil=True)
def _fold(
    times: Int64Array,
    prices: Float64Array,
    quantities: Float64Array,
    interval: int,
    counts: Int64Array,
    values: Float64Array,
) -> int:
    """Fill start and trades, and OHLC, volume and notional; return how many bars there are.

    Returns -1 at a tick of an earlier bar. The bar at hand is kept in local variables: writing it
    to the columns at every tick takes ten times as long.
    """
    bar, start, end = -1, 0, 0
    first = high = low = close = volume = notional = 0.0
    trades = 0
    for tick in range(times.size):
        price, quantity = prices[tick], quantities[tick]
        if bar < 0 or times[tick] >= end or times[tick] < start:
            if bar >= 0:
                if times[tick] < start:
                    return _UNSORTED
                counts[0, bar], counts[1, bar] = start, trades
                values[0, bar], values[1, bar], values[2, bar] = first, high, low
                values[3, bar], values[4, bar], values[5, bar] = close, volume, notional
            bar += 1
            start = times[tick] - times[tick] % interval
            end = start + interval
            first = high = low = price
            volume, notional, trades = 0.0, 0.0, 0
        high, low, close = max(high, price), min(low, price), price
        volume += quantity
        notional += price * quantity
        trades += 1
    if bar >= 0:
        counts[0, bar], counts[1, bar] = start, trades
        values[0, bar], values[1, bar], values[2, bar] = first, high, low
        values[3, bar], values[4, bar], values[5, bar] = close, volume, notional
    return bar + 1
