"""The chart's studies at the last close, computed apart from the browser's own code."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from ml.series.noise import RATIO, ROUNDING, does_vary
from ml.series.returns import log_returns
from ml.typing import Float64Array

Kernel = Callable[[Float64Array, float], float]


def moving_average(closes: Float64Array, window: int) -> float:
    """Mean of the last closes.

    Parameters
    ----------
    closes : ndarray of shape (n_observations,)
        Prices, oldest first, without NaN.
    window : int
        Closes to average.

    Returns
    -------
    float
        A price; NaN with fewer closes than the window.
    """
    return float(closes[-window:].mean()) if closes.size >= window else math.nan


def exponential_average(closes: Float64Array, window: int) -> float:
    r"""Exponential mean with :math:`\alpha = 2 / (n + 1)`, started at the first plain mean.

    Parameters
    ----------
    closes : ndarray of shape (n_observations,)
        Prices, oldest first, without NaN.
    window : int
        Span n.

    Returns
    -------
    float
        A price; NaN with fewer closes than the window.
    """
    if closes.size < window:
        return math.nan
    value, weight = float(closes[:window].mean()), 2.0 / (window + 1.0)
    for close in closes[window:].tolist():
        value += weight * (close - value)
    return value


def band(closes: Float64Array, side: int, *, window: int = 20) -> float:
    """Bollinger's band: the mean and `side` times two population deviations.

    Parameters
    ----------
    closes : ndarray of shape (n_observations,)
        Prices, oldest first, without NaN.
    side : int
        1 for the upper band, 0 for the middle, -1 for the lower.
    window : int
        Closes in the window.

    Returns
    -------
    float
        A price; NaN with fewer closes than the window.

    References
    ----------
    J. Bollinger, Bollinger on Bollinger Bands (2001).
    """
    if closes.size < window:
        return math.nan
    last = closes[-window:]
    return float(last.mean() + side * 2.0 * last.std())


def strength(closes: Float64Array, *, window: int = 14) -> float:
    """Wilder's relative strength index.

    Parameters
    ----------
    closes : ndarray of shape (n_observations,)
        Prices, oldest first, without NaN.
    window : int
        Periods of the smoothing.

    Returns
    -------
    float
        From 0 to 100; NaN with too few closes and while nothing has moved: the formula is then
        0 / 0, and the book gives it no value.

    References
    ----------
    J. W. Wilder, New Concepts in Technical Trading Systems (1978).
    """
    moves = np.diff(closes)
    if moves.size < window:
        return math.nan
    up, down = float(moves[:window].clip(0).mean()), float((-moves[:window]).clip(0).mean())
    for move in moves[window:].tolist():
        up += (max(move, 0.0) - up) / window
        down += (max(-move, 0.0) - down) / window
    # A flat price has no strength: the quotient would be of two roundings.
    if up + down <= ROUNDING * float(closes[-1]):
        return math.nan
    return 100.0 * up / (up + down)


def yearly_volatility(closes: Float64Array, periods: float, *, window: int = 20) -> float:
    """Sample deviation of the last log returns, of a year.

    Parameters
    ----------
    closes : ndarray of shape (n_observations,)
        Positive prices, oldest first, without NaN.
    periods : float
        Periods a year.
    window : int
        Returns in the window.

    Returns
    -------
    float
        A fraction; NaN with fewer returns than the window.
    """
    if closes.size <= window:
        return math.nan
    moves = log_returns(closes[-window - 1 :])
    spread = float(moves.std(ddof=1)) if does_vary(moves, unit=RATIO) else 0.0
    return spread * math.sqrt(periods)


STUDIES: Mapping[str, Kernel] = MappingProxyType(
    {
        "SMA 20": lambda closes, _: moving_average(closes, 20),
        "SMA 50": lambda closes, _: moving_average(closes, 50),
        "SMA 200": lambda closes, _: moving_average(closes, 200),
        "EMA 20": lambda closes, _: exponential_average(closes, 20),
        "Upper band": lambda closes, _: band(closes, 1),
        "Middle band": lambda closes, _: band(closes, 0),
        "Lower band": lambda closes, _: band(closes, -1),
        "RSI 14": lambda closes, _: strength(closes),
        "Volatility 20": yearly_volatility,
    }
)
"""By the name that the chart gives them."""


def study(name: str, closes: Float64Array, periods: float) -> float:
    """Value of a named study at the last close.

    Parameters
    ----------
    name : str
        As the chart names it.
    closes : ndarray of shape (n_observations,)
        Prices, oldest first, without NaN.
    periods : float
        Periods a year.

    Returns
    -------
    float
        A price, an index or a fraction, as the study is; NaN with too few closes.

    Raises
    ------
    KeyError
        For a name that is no study.
    """
    return STUDIES[name](closes, periods)
