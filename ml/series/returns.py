"""Prices to returns and back; simple and log returns are never mixed."""

import math

import numpy as np

from ml.typing import Float64Array


def simple_returns(prices: Float64Array, *, periods: int = 1) -> Float64Array:
    r"""Simple returns over a number of periods.

    Parameters
    ----------
    prices : ndarray of shape (n_observations,) or (n_observations, n_assets)
        Positive prices, oldest first.
    periods : int
        Periods between the two prices of a return.

    Returns
    -------
    ndarray of shape (n_observations - periods, ...)
        Decimal fractions. NaN where either price is missing or below zero, or the older
        one is zero: nothing is filled, and a return across zero has no meaning.

    Notes
    -----
    :math:`r_t = P_t / P_{t-k} - 1`.
    """
    older, newer = _ends(prices, periods)
    return np.where(newer >= 0.0, newer, np.nan) / older - 1.0


def log_returns(prices: Float64Array, *, periods: int = 1) -> Float64Array:
    r"""Logarithmic returns over a number of periods.

    Parameters
    ----------
    prices : ndarray of shape (n_observations,) or (n_observations, n_assets)
        Positive prices, oldest first.
    periods : int
        Periods between the two prices of a return.

    Returns
    -------
    ndarray of shape (n_observations - periods, ...)
        Log fractions, which add over time. NaN where either price is missing or not positive.

    Notes
    -----
    :math:`r_t = \ln P_t - \ln P_{t-k}`.
    """
    older, newer = _ends(prices, periods)
    return np.log(np.where(newer > 0.0, newer, np.nan) / older)


def change_fraction(price: float, reference: float | None) -> float | None:
    """Simple return from a reference price to a price.

    Parameters
    ----------
    price, reference : float
        In one money; the reference may be missing.

    Returns
    -------
    float or None
        Decimal fraction; None without a reference, and where either price is not above zero: a
        fraction of a price at or below zero has no meaning.
    """
    if reference is None or reference <= 0.0 or price <= 0.0:
        return None
    return (price - reference) / reference


def to_log(simple: Float64Array) -> Float64Array:
    """Log returns from simple returns of any shape; NaN stays NaN.

    Parameters
    ----------
    simple : ndarray
        Decimal fractions above -1; a total loss or worse gives NaN.

    Returns
    -------
    ndarray
        Log returns of the same shape.
    """
    return np.log1p(np.where(simple > -1.0, simple, np.nan))


def until_ruin(simple: Float64Array) -> Float64Array:
    """Simple returns of a path that ends where all is lost.

    Parameters
    ----------
    simple : ndarray of shape (n_observations,)
        Decimal fractions; borrowed money can lose more than everything in a period.

    Returns
    -------
    ndarray of shape (n_observations,)
        The same returns with zeros after the first at or below -1.
    """
    lost = periods_to_ruin(simple)
    if lost == simple.size:
        return simple
    return np.where(np.arange(simple.size) > lost, 0.0, simple)


def periods_to_ruin(simple: Float64Array) -> int:
    """Place of the first return that loses all.

    Parameters
    ----------
    simple : ndarray of shape (n_observations,)
        Decimal fractions.

    Returns
    -------
    int
        Place of the first return at or below -1, or `n_observations` when there is none.
    """
    ruined = np.flatnonzero(simple <= -1.0)
    return int(ruined[0]) if ruined.size else int(simple.size)


def wealth_index(simple: Float64Array) -> Float64Array:
    r"""Wealth after each period of one unit invested before the first.

    Parameters
    ----------
    simple : ndarray of shape (n_observations,) or (n_observations, n_assets)
        Simple returns; a NaN makes the rest of its column NaN.

    Returns
    -------
    ndarray of the same shape
        :math:`W_t = \prod_{s \le t} (1 + r_s)`; the starting 1.0 is not included.
    """
    return np.asarray(np.cumprod(1.0 + simple, axis=0), dtype=np.float64)


def finite(values: Float64Array) -> Float64Array:
    """The observations that exist, in order.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        May hold NaN or infinities.

    Returns
    -------
    ndarray of shape (n_finite,)
        A copy without them, or the array itself when none is missing.
    """
    if math.isfinite(float(np.add.reduce(values))):  # one pass without a mask: the usual case
        return values
    return values[np.isfinite(values)]


def _ends(prices: Float64Array, periods: int) -> tuple[Float64Array, Float64Array]:
    if periods < 1:
        raise ValueError("periods must be at least 1")
    older = prices[:-periods]
    return np.where(older > 0.0, older, np.nan), prices[periods:]
