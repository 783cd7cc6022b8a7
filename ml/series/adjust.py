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
    # A bar on the ex-date trades without the claim already, so its own action is not applied.
    position = np.searchsorted(ex_timestamps[order], timestamps, side="right")
    return np.asarray(later[position], dtype=np.float64)


def dividend_factors(
    timestamps: Int64Array,
    closes: Float64Array,
    ex_timestamps: Int64Array,
    cash: Float64Array,
) -> Float64Array:
    r"""Price factor of each cash dividend, from the raw close before it.

    .. math:: f_i = 1 - d_i / p_{t(i)}, \quad t(i) = \max\{t : t < e_i\}

    Parameters
    ----------
    timestamps : ndarray of shape (T,)
        Bar times, ascending, in any integer unit.
    closes : ndarray of shape (T,)
        Raw closes, in the currency of the dividends.
    ex_timestamps : ndarray of shape (K,)
        Times from which each dividend's share trades without it, in the same unit.
    cash : ndarray of shape (K,)
        Cash for one share as it traded before.

    Returns
    -------
    ndarray of shape (K,)
        Dimensionless factors. 1.0 where no earlier close is known (there is nothing to adjust) and
        where the cash is not below the close, which no real dividend is.

    References
    ----------
    .. [1] CRSP, "Data Definitions: Factor to Adjust Price in Period (FACPR)", US Stock Database
       Guide.
    """
    if not len(timestamps):
        return np.ones(len(cash))
    position = np.searchsorted(timestamps, ex_timestamps, side="left") - 1
    before = np.where(position >= 0, closes[position], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = 1.0 - cash / before
    # A dividend as large as the price, or without a close before it, is not a factor.
    return np.where(factor > 0.0, factor, 1.0)
