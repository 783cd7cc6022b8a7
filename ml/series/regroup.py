"""Bars folded into longer bars: days into weeks and months, five minutes into hours."""

from typing import NamedTuple

import numpy as np

from ml.typing import BoolArray, Float64Array, Int64Array


class BarColumns(NamedTuple):
    """Bars as columns of shape (T,); NaN where a price or volume is unknown."""

    open: Float64Array
    high: Float64Array
    low: Float64Array
    close: Float64Array
    volume: Float64Array
    vwap: Float64Array
    settled: BoolArray


def _sum(values: Float64Array, starts: Int64Array) -> Float64Array:
    known = np.add.reduceat(~np.isnan(values), starts)
    totals = np.add.reduceat(np.nan_to_num(values), starts)
    return np.where(known > 0, totals, np.nan)


def _vwap(vwap: Float64Array, volume: Float64Array, starts: Int64Array) -> Float64Array:
    weight = np.where(np.isnan(vwap), 0.0, np.nan_to_num(volume))
    total = np.add.reduceat(weight, starts)
    value = np.add.reduceat(np.nan_to_num(vwap) * weight, starts)
    mean = np.full(len(total), np.nan)
    np.divide(value, total, out=mean, where=total > 0)
    return mean


def regroup(keys: Int64Array, bars: BarColumns) -> tuple[Int64Array, BarColumns]:
    r"""Fold bars that share a key into one bar.

    .. math:: O = o_1,\; H = \max_i h_i,\; L = \min_i l_i,\; C = c_n,\; V = \sum_i v_i

    A bar whose open, high or low is unknown stands in with its close, so close-only bars give
    candles of closes: honest, but narrower than the true range. The caller must say so.

    Parameters
    ----------
    keys : ndarray of shape (T,)
        Group of each bar, ascending; equal keys must be adjacent.
    bars : BarColumns
        Prices in any one unit, volume in units traded. `close` must be known, the others may be
        NaN. `settled` says whether each bar is closed.

    Returns
    -------
    tuple
        The distinct keys, shape (G,), and one bar for each. Its volume is the sum of the known
        ones, NaN when none is; its vwap is weighted by volume over the bars that have one, NaN
        when none has; it is closed when all of its bars are.
    """
    if len(keys) == 0:
        return keys, bars
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    ends = np.concatenate([starts[1:], [len(keys)]]) - 1

    def known(prices: Float64Array) -> Float64Array:
        return np.where(np.isnan(prices), bars.close, prices)

    return keys[starts], BarColumns(
        open=known(bars.open)[starts],
        high=np.maximum.reduceat(known(bars.high), starts),
        low=np.minimum.reduceat(known(bars.low), starts),
        close=bars.close[ends],
        volume=_sum(bars.volume, starts),
        vwap=_vwap(bars.vwap, bars.volume, starts),
        settled=np.logical_and.reduceat(bars.settled, starts),
    )
