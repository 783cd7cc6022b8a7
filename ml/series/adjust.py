"""Splits and dividends applied to raw prices on read."""

import numpy as np

from ml.typing import Float64Array, Int64Array


def adjustment_factors(
    timestamps: Int64Array, ex_timestamps: Int64Array, factors: Float64Array
) -> Float64Array:
    r"""Cumulative factor of each bar: the product of the factors of all later actions.

    .. math:: a_t = \prod_{i : e_i > t} f_i

    A bar on the ex-date itself trades without the right and is not adjusted by it. Multiply raw
    prices by the result; divide volume by the result of the share ratios alone.

    Parameters
    ----------
    timestamps : ndarray of shape (T,)
        Bar times, ascending, in any integer unit.
    ex_timestamps : ndarray of shape (K,)
        Times from which each action holds, in the same unit, in any order.
    factors : ndarray of shape (K,)
        Dimensionless price factor of each action, for example 0.5 for a two-for-one split.

    Returns
    -------
    ndarray of shape (T,)
        Factors, 1.0 from the last action on. NaN in `factors` spreads to every earlier bar.

    References
    ----------
    .. [1] CRSP, "Data Definitions: Cumulative Factor to Adjust Prices (CFACPR)", US Stock
       Database Guide.
    """
    order = np.argsort(ex_timestamps, kind="stable")
    later = np.concatenate([np.cumprod(factors[order][::-1])[::-1], [1.0]])
    position = np.searchsorted(ex_timestamps[order], timestamps, side="right")
    return np.asarray(later[position], dtype=np.float64)
