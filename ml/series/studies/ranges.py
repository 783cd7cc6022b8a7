"""Indicators of the range of bars: true range, direction, channels, clouds and volume."""

import math
from typing import Final

import numpy as np

from ml.series.noise import ROUNDING
from ml.series.studies.bars import StudyBars
from ml.series.studies.closes import Lines
from ml.series.studies.smoothing import exponential, wilder
from ml.typing import Float64Array

_NONE: Final = np.full(1, np.nan)


def average_range(bars: StudyBars, window: int) -> Lines:
    """Wilder's average true range.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Periods of the smoothing.

    Returns
    -------
    dict
        A difference of prices; NaN with fewer true ranges than the window.

    References
    ----------
    J. W. Wilder, New Concepts in Technical Trading Systems (1978).
    """
    return {"atr": _last(wilder(bars.true_range, window))}


def directional(bars: StudyBars, window: int) -> Lines:
    """Wilder's directional movement: both indicators and the average of their index.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Periods of the smoothing.

    Returns
    -------
    dict
        From 0 to 100; NaN with too few bars, and while nothing has moved.

    References
    ----------
    J. W. Wilder, New Concepts in Technical Trading Systems (1978).
    """
    up, down = np.diff(bars.high), -np.diff(bars.low)
    floor = ROUNDING * np.abs(bars.close[1:])
    rising = wilder(np.where((up > down) & (up > floor), up, 0.0), window)
    falling = wilder(np.where((down > up) & (down > floor), down, 0.0), window)
    span = wilder(bars.true_range, window)
    moved = span > floor
    plus = np.divide(100.0 * rising, span, out=np.full(span.size, np.nan), where=moved)
    minus = np.divide(100.0 * falling, span, out=np.full(span.size, np.nan), where=moved)
    total = plus + minus
    # Where neither side gained there is no direction: the index is zero, not 0 / 0.
    index = np.divide(
        100.0 * np.abs(plus - minus), total, out=np.where(np.isnan(total), np.nan, 0.0),
        where=total > 0,
    )  # fmt: skip
    known = np.isnan(index)
    begin = int(known.argmin()) if index.size else 0
    steady = bool(index.size) and not known[begin:].any()
    average = wilder(index, window) if steady else _NONE
    return {"adx": _last(average), "plus": _last(plus), "minus": _last(minus)}


def keltner(bars: StudyBars, window: int, span: int, width: float) -> Lines:
    """Keltner's channel: an exponential mean of closes, and average true ranges on either side.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Span of the mean.
    span : int
        Periods of the average true range.
    width : float
        Average true ranges between the mean and a band.

    Returns
    -------
    dict
        Prices; NaN until both are full.

    References
    ----------
    L. Bradford Raschke's form of C. Keltner, How to Make Money in Commodities (1960).
    """
    middle = _last(exponential(bars.close, window))
    away = width * _last(wilder(bars.true_range, span))
    if math.isnan(away):
        middle = math.nan
    return {"upper": middle + away, "middle": middle, "lower": middle - away}


def donchian(bars: StudyBars, window: int) -> Lines:
    """Donchian's channel: the highest high and the lowest low of the last bars, and their mean.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about and is one of them.
    window : int
        Bars in the window.

    Returns
    -------
    dict
        Prices; NaN with fewer bars than the window.
    """
    upper, lower = _extremes(bars, window)
    return {"upper": upper, "middle": (upper + lower) / 2.0, "lower": lower}


def ichimoku(bars: StudyBars, conversion: int, base: int, span: int) -> Lines:
    """Ichimoku's lines; both edges of the cloud are those of `base` bars before.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    conversion, base, span : int
        Bars of the conversion line, of the base line and of the cloud's second edge.

    Returns
    -------
    dict
        Prices; NaN with too few bars.

    References
    ----------
    G. Hosoda (1969); N. Elliott, Ichimoku Charts (2007).
    """
    earlier = bars.until(max(bars.close.size - base, 0))
    lead = (_middle(earlier, conversion) + _middle(earlier, base)) / 2.0
    return {
        "conversion": _middle(bars, conversion),
        "base": _middle(bars, base),
        "lead_a": lead,
        "lead_b": _middle(earlier, span),
    }


def stochastic(bars: StudyBars, window: int, slow: int, smooth: int) -> Lines:
    """Lane's slow stochastic: where the close lies in the range of the last bars.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Bars of the range.
    slow : int
        Values that %K averages.
    smooth : int
        Values of %K that %D averages.

    Returns
    -------
    dict
        From 0 to 100; NaN with too few bars, and where the range of a window is none.
    """
    size = bars.close.size
    raw = [
        _place(bars.until(at), window) for at in range(max(size - slow - smooth + 2, 1), size + 1)
    ]
    k = [math.nan] * smooth
    for back in range(smooth):
        part = raw[len(raw) - back - slow : len(raw) - back] if len(raw) >= back + slow else []
        k[back] = sum(part) / slow if part else math.nan
    return {"k": k[0], "d": sum(k) / smooth}


def rolling_vwap(bars: StudyBars, window: int) -> Lines:
    """Mean of the typical price of the last bars, weighted by volume.

    Parameters
    ----------
    bars : StudyBars
        Of which the last is asked about.
    window : int
        Bars in the window; a window that rolls needs no beginning of a session.

    Returns
    -------
    dict
        A price; NaN with fewer bars than the window or without volume in it.
    """
    volume = bars.volume[-window:]
    if volume.size < window or volume.sum() <= 0:
        return {"vwap": math.nan}
    return {"vwap": float((bars.typical[-window:] * volume).sum() / volume.sum())}


def balance(bars: StudyBars) -> Lines:
    """Granville's on-balance volume: volume of rising bars less that of falling ones.

    Parameters
    ----------
    bars : StudyBars
        It counts from the first of them, whose volume it begins with.

    Returns
    -------
    dict
        Units traded; NaN without any volume.
    """
    if bars.volume.sum() <= 0:
        return {"obv": math.nan}
    steps = np.sign(np.diff(bars.close)) * bars.volume[1:]
    return {"obv": float(bars.volume[0] + steps.sum())}


def _last(values: Float64Array) -> float:
    return float(values[-1]) if values.size else math.nan


def _extremes(bars: StudyBars, window: int) -> tuple[float, float]:
    if bars.close.size < window:
        return math.nan, math.nan
    return float(bars.high[-window:].max()), float(bars.low[-window:].min())


def _middle(bars: StudyBars, window: int) -> float:
    return sum(_extremes(bars, window)) / 2.0


def _place(bars: StudyBars, window: int) -> float:
    upper, lower = _extremes(bars, window)
    close = float(bars.close[-1])
    # Written so that NaN, of too few bars, has no place either.
    if not upper - lower > ROUNDING * abs(close):
        return math.nan
    return 100.0 * (close - lower) / (upper - lower)
