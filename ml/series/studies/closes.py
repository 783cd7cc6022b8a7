"""Indicators of closes: averages, bands, strength, volatility and their convergence."""

import math

import numpy as np

from ml.series.noise import RATIO, ROUNDING, does_vary
from ml.series.returns import log_returns
from ml.series.studies.bars import StudyBars
from ml.series.studies.smoothing import exponential, wilder

Lines = dict[str, float]


def simple(bars: StudyBars, window: int) -> Lines:
    """Mean of the last closes.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Closes to average.

    Returns
    -------
    dict
        A price; NaN with fewer closes than the window.
    """
    full = bars.close.size >= window
    return {"average": float(bars.close[-window:].mean()) if full else math.nan}


def exponential_average(bars: StudyBars, window: int) -> Lines:
    """Exponential mean of closes.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Span of the mean.

    Returns
    -------
    dict
        A price; NaN with fewer closes than the window.
    """
    return {"average": float(exponential(bars.close, window)[-1])}


def bollinger(bars: StudyBars, window: int, width: float) -> Lines:
    """Bollinger's bands: the mean of closes, and population deviations on either side.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Closes in the window.
    width : float
        Deviations between the mean and a band.

    Returns
    -------
    dict
        Prices; NaN with fewer closes than the window.

    References
    ----------
    J. Bollinger, Bollinger on Bollinger Bands (2001).
    """
    if bars.close.size < window:
        return dict.fromkeys(("upper", "middle", "lower"), math.nan)
    last = bars.close[-window:]
    middle = float(last.mean())
    spread = width * float(last.std()) if does_vary(last, unit=middle) else 0.0
    return {"upper": middle + spread, "middle": middle, "lower": middle - spread}


def strength(bars: StudyBars, window: int) -> Lines:
    """Wilder's relative strength index.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Periods of the smoothing.

    Returns
    -------
    dict
        From 0 to 100; NaN with too few closes and while nothing has moved: the formula is then
        0 / 0, and the book gives it no value.

    References
    ----------
    J. W. Wilder, New Concepts in Technical Trading Systems (1978).
    """
    moves = np.diff(bars.close)
    if moves.size < window:
        return {"rsi": math.nan}
    up = float(wilder(moves.clip(0), window)[-1])
    down = float(wilder((-moves).clip(0), window)[-1])
    # A flat price has no strength: the quotient would be of two roundings.
    if up + down <= ROUNDING * float(bars.close[-1]):
        return {"rsi": math.nan}
    return {"rsi": 100.0 * up / (up + down)}


def convergence(bars: StudyBars, fast: int, slow: int, smooth: int) -> Lines:
    """Appel's MACD: a fast minus a slow exponential mean, its own mean, and their distance.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    fast, slow : int
        Spans of the two means of closes.
    smooth : int
        Span of the signal, a mean of the difference.

    Returns
    -------
    dict
        Differences of prices; NaN until both means, and for the signal its own, are full.

    References
    ----------
    G. Appel, Technical Analysis: Power Tools for Active Investors (2005).
    """
    distance = exponential(bars.close, fast) - exponential(bars.close, slow)
    signal = float(exponential(distance, smooth)[-1])
    last = float(distance[-1])
    return {"macd": last, "signal": signal, "histogram": last - signal}


def yearly_volatility(bars: StudyBars, window: int) -> Lines:
    """Sample deviation of the last log returns, of a year.

    Parameters
    ----------
    bars : StudyBars
        Of positive closes, of which the last is asked about.
    window : int
        Returns in the window.

    Returns
    -------
    dict
        A fraction; NaN with fewer returns than the window.
    """
    if bars.close.size <= window:
        return {"volatility": math.nan}
    moves = log_returns(bars.close[-window - 1 :])
    spread = float(moves.std(ddof=1)) if does_vary(moves, unit=RATIO) else 0.0
    return {"volatility": spread * math.sqrt(bars.periods)}
