"""Trailing indicators of one series: the value at t uses observations up to t only."""

import bottleneck as bn
import numpy as np

from ml.series.noise import RATIO, divisor
from ml.series.returns import log_returns
from ml.series.rolling import rolling_mean
from ml.typing import Float64Array, Float64Array1D


def momentum(prices: Float64Array1D, volatility: Float64Array1D, *, periods: int) -> Float64Array1D:
    r"""Log return over a number of periods in units of the volatility known at its end.

    Parameters
    ----------
    prices : ndarray of shape (n_observations,)
        Positive prices, oldest first.
    volatility : ndarray of shape (n_observations,)
        Standard deviation of a period's return, known at each observation.
    periods : int
        Periods the return spans.

    Returns
    -------
    ndarray of shape (n_observations,)
        Without unit; NaN for the first `periods` and where an input is NaN or volatility is 0.

    Notes
    -----
    :math:`m_t = \ln(P_t / P_{t-k}) / (\sigma_t \sqrt{k})`.
    """
    spanned = np.full(prices.shape, np.nan)
    if prices.size > periods:
        spanned[periods:] = log_returns(prices, periods=periods)
    scaled: Float64Array1D = spanned / (positive(volatility) * np.sqrt(periods))
    return scaled


def relative_strength(returns: Float64Array1D, *, window: int = 14) -> Float64Array1D:
    r"""Balance of gains and losses over a trailing window, from -1 (all losses) to 1.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period, oldest first.
    window : int
        Observations in a window.

    Returns
    -------
    ndarray of shape (n_observations,)
        NaN until a window is full, wherever it holds a NaN, and where nothing moved.

    Notes
    -----
    :math:`\sum r / \sum |r|`, which is Wilder's RSI mapped by :math:`RSI / 50 - 1` with plain
    instead of exponential averages (Wilder, New Concepts in Technical Trading Systems, 1978,
    section VI).
    """
    # Clipped below, as rounding can lift the quotient just over one.
    moved = positive(rolling_mean(np.abs(returns), window))
    return np.clip(rolling_mean(returns, window) / moved, -1.0, 1.0)


def trailing_drawdown(prices: Float64Array1D, *, window: int) -> Float64Array1D:
    r"""Log distance below the highest price of a trailing window.

    Parameters
    ----------
    prices : ndarray of shape (n_observations,)
        Positive prices, oldest first.
    window : int
        Observations in a window, the present one included.

    Returns
    -------
    ndarray of shape (n_observations,)
        Log fractions, 0 at a high and negative below it; NaN until a window is full.

    Notes
    -----
    :math:`d_t = \ln(P_t / \max_{0 \le i < w} P_{t-i})`.
    """
    if window > prices.size:
        return np.full(prices.shape, np.nan)
    depth: Float64Array1D = np.log(prices / bn.move_max(prices, window))
    return depth


def positive(values: Float64Array) -> Float64Array:
    """Sizes of returns with everything that is not above rounding made NaN, to divide by.

    Parameters
    ----------
    values : ndarray
        Volatilities or mean absolute returns, of any shape.

    Returns
    -------
    ndarray of the same shape
        The values, NaN where not above the noise floor of returns.
    """
    return divisor(values, RATIO)
