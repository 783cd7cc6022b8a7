"""Variance of a period from its open, high, low and close.

Each estimator takes arrays of shape (n_observations,) or (n_observations, n_assets) of
positive prices and gives variances of log returns per period, NaN where a price is missing.
All but Yang and Zhang's see only the time the market is open.
"""

import math

import numpy as np

from ml.series.noise import RATIO
from ml.series.rolling import lagged, rolling_mean, rolling_std
from ml.typing import Float64Array


def parkinson(high: Float64Array, low: Float64Array) -> Float64Array:
    r"""Variance from the high and the low.

    Parameters
    ----------
    high : ndarray
        Highest price of each period.
    low : ndarray
        Lowest price of each period.

    Returns
    -------
    ndarray of the same shape
        :math:`(\ln H/L)^2 / (4 \ln 2)`; about five times as efficient as a squared return.

    References
    ----------
    M. Parkinson, The extreme value method for estimating the variance of the rate of
    return, Journal of Business 53(1) (1980).
    """
    return np.asarray(np.log(high / low) ** 2 / (4.0 * math.log(2.0)))


def garman_klass(
    open_: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array
) -> Float64Array:
    r"""Variance from all four prices, without drift.

    Parameters
    ----------
    open_ : ndarray
        First price of each period.
    high : ndarray
        Highest price of each period.
    low : ndarray
        Lowest price of each period.
    close : ndarray
        Last price of each period.

    Returns
    -------
    ndarray of the same shape
        :math:`\tfrac12 (\ln H/L)^2 - (2\ln 2 - 1)(\ln C/O)^2`.

    References
    ----------
    M. B. Garman, M. J. Klass, On the estimation of security price volatilities from
    historical data, Journal of Business 53(1) (1980).
    """
    spread, move = np.log(high / low), np.log(close / open_)
    return np.asarray(0.5 * spread**2 - (2.0 * math.log(2.0) - 1.0) * move**2)


def rogers_satchell(
    open_: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array
) -> Float64Array:
    r"""Variance from all four prices, whatever the drift.

    Parameters
    ----------
    open_ : ndarray
        First price of each period.
    high : ndarray
        Highest price of each period.
    low : ndarray
        Lowest price of each period.
    close : ndarray
        Last price of each period.

    Returns
    -------
    ndarray of the same shape
        :math:`\ln\frac{H}{C}\ln\frac{H}{O} + \ln\frac{L}{C}\ln\frac{L}{O}`, not negative when
        the prices are in order.

    References
    ----------
    L. C. G. Rogers, S. E. Satchell, Estimating variance from high, low and closing prices,
    Annals of Applied Probability 1(4) (1991).
    """
    upper = np.log(high / close) * np.log(high / open_)
    lower = np.log(low / close) * np.log(low / open_)
    return np.asarray(upper + lower)


def yang_zhang(
    open_: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, window: int
) -> Float64Array:
    r"""Variance over trailing windows, with overnight gaps and whatever the drift.

    Parameters
    ----------
    open_ : ndarray
        First price of each period.
    high : ndarray
        Highest price of each period.
    low : ndarray
        Lowest price of each period.
    close : ndarray
        Last price of each period.
    window : int
        Periods in a window, at least 2.

    Returns
    -------
    ndarray of the same shape
        Mean variance of a close-to-close period; NaN until a window and the close before
        it are there.

    Notes
    -----
    :math:`\sigma_o^2 + k \sigma_c^2 + (1 - k)\sigma_{rs}^2` with
    :math:`k = 0.34 / (1.34 + \frac{n+1}{n-1})`.

    References
    ----------
    D. Yang, Q. Zhang, Drift-independent volatility estimation based on high, low, open, and
    close prices, Journal of Business 73(3) (2000), equations 5 to 8.
    """
    overnight = np.log(open_ / lagged(close))
    # The weight at which its authors found the variance of the sum smallest.
    k = 0.34 / (1.34 + (window + 1) / (window - 1))
    gaps = rolling_std(overnight, window, unit=RATIO) ** 2
    days = rolling_std(np.log(close / open_), window, unit=RATIO) ** 2
    inside = rolling_mean(rogers_satchell(open_, high, low, close), window)
    return np.asarray(gaps + k * days + (1.0 - k) * inside)
