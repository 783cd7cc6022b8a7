"""Bars folded into longer bars: days into weeks and months, five minutes into hours."""

from typing import NamedTuple

import numpy as np

from ml.typing import BoolArray, Float64Array, Int64Array


class GroupedBars(NamedTuple):
    """Columns of folded bars, one entry a group, in the order of the groups."""

    keys: Int64Array
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
    return np.divide(value, total, out=np.full(len(total), np.nan), where=total > 0)


def regroup(
    keys: Int64Array,
    *,
    open_: Float64Array,
    high: Float64Array,
    low: Float64Array,
    close: Float64Array,
    volume: Float64Array,
    vwap: Float64Array,
    settled: BoolArray,
) -> GroupedBars:
    r"""Fold bars that share a key into one bar.

    .. math:: O = o_1,\; H = \max_i h_i,\; L = \min_i l_i,\; C = c_n,\; V = \sum_i v_i

    A bar whose open, high or low is unknown stands in with its close, so close-only bars give
    candles of closes: honest, but narrower than the true range. The caller must say so.

    Parameters
    ----------
    keys : ndarray of shape (T,)
        Group of each bar, ascending; equal keys must be adjacent.
    open_, high, low, close : ndarray of shape (T,)
        Prices. NaN in the first three means unknown; `close` must be known.
    volume, vwap : ndarray of shape (T,)
        Volume and volume-weighted price, NaN where unknown. A group's volume is NaN when all
        are; its vwap is weighted by volume over the bars that have one, else NaN.
    settled : ndarray of shape (T,)
        Whether each bar is final; a group is when all of its bars are.

    Returns
    -------
    GroupedBars
        One entry a distinct key.
    """
    if len(keys) == 0:
        return GroupedBars(keys, open_, high, low, close, volume, vwap, settled)
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    ends = np.concatenate([starts[1:], [len(keys)]]) - 1
    return GroupedBars(
        keys=keys[starts],
        open=np.where(np.isnan(open_), close, open_)[starts],
        high=np.maximum.reduceat(np.where(np.isnan(high), close, high), starts),
        low=np.minimum.reduceat(np.where(np.isnan(low), close, low), starts),
        close=close[ends],
        volume=_sum(volume, starts),
        vwap=_vwap(vwap, volume, starts),
        settled=np.logical_and.reduceat(settled, starts),
    )
