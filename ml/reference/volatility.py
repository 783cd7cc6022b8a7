"""Volatility written a second time: loops over periods, and least squares by QR for the HAR."""

import math
from collections.abc import Sequence

import numpy as np

from ml.libraries import library
from ml.reference.returns import deviation, mean
from ml.typing import Float64Array

Series = Sequence[float]
_LN2 = math.log(2.0)
_NOISE = 1e-24
"""Variance that rounding leaves of returns that do not vary: its square in ratios near one."""


def windows(values: Series, length: int) -> list[Series | None]:
    """Each trailing window, None until one is full."""
    ends = range(1, len(values) + 1)
    return [values[end - length : end] if end >= length else None for end in ends]


def rolling_volatility(returns: Series, earlier: Series, window: int) -> list[float]:
    """Sample standard deviation of the last returns, after each of them."""
    before = earlier[max(0, len(earlier) - window + 1) :]
    whole = windows([*before, *returns], window)[len(before) :]
    return [math.nan if one is None else deviation(one, unit=1.0) for one in whole]


def parkinson(high: Series, low: Series) -> list[float]:
    """Parkinson, Journal of Business 53 (1980)."""
    return [math.log(top / floor) ** 2 / (4.0 * _LN2) for top, floor in zip(high, low, strict=True)]


def garman_klass(open_: Series, high: Series, low: Series, close: Series) -> list[float]:
    """Garman and Klass, Journal of Business 53 (1980), without drift."""
    rows = zip(open_, high, low, close, strict=True)
    return [
        0.5 * math.log(h / b) ** 2 - (2.0 * _LN2 - 1.0) * math.log(c / o) ** 2
        for o, h, b, c in rows
    ]


def rogers_satchell(open_: Series, high: Series, low: Series, close: Series) -> list[float]:
    """Rogers and Satchell, Annals of Applied Probability 1 (1991), in moves from the open."""
    out = []
    for o, h, b, c in zip(open_, high, low, close, strict=True):
        up, down, move = math.log(h / o), math.log(b / o), math.log(c / o)
        out.append(up * (up - move) + down * (down - move))
    return out


def yang_zhang(open_: Series, high: Series, low: Series, close: Series, length: int) -> list[float]:
    """Yang and Zhang, Journal of Business 73 (2000), equations 5 to 8."""
    gaps = [math.nan, *(math.log(o / c) for o, c in zip(open_[1:], close, strict=False))]
    days = [math.log(c / o) for o, c in zip(open_, close, strict=True)]
    inner = rogers_satchell(open_, high, low, close)
    k = 0.34 / (1.34 + (length + 1.0) / (length - 1.0))
    rows = zip(windows(gaps, length), windows(days, length), windows(inner, length), strict=True)
    out = []
    for gap, day, inside in rows:
        if gap is None or day is None or inside is None or math.isnan(gap[0]):
            out.append(math.nan)
            continue
        out.append(deviation(gap) ** 2 + k * deviation(day) ** 2 + (1.0 - k) * mean(inside))
    return out


def _har_rows(variance: Float64Array, returns: Float64Array) -> tuple[Float64Array, Float64Array]:
    count = variance.size
    rows, targets = np.full((count, 6), np.nan), np.full(count, np.nan)
    month = math.nan
    for t in range(count):
        if t > 0 and month > _NOISE:
            targets[t] = math.log(max(float(variance[t]), 0.01 * month))
        if t < 21:
            continue
        month = math.fsum(variance[t - 21 : t + 1]) / 22.0
        if not month > _NOISE:
            continue
        week = math.fsum(variance[t - 4 : t + 1]) / 5.0
        fall = math.fsum(returns[t - 4 : t + 1]) / math.sqrt(5.0)
        rows[t] = (
            1.0,
            math.log(max(float(variance[t]), 0.01 * month)),
            math.log(max(week, 0.01 * month)),
            math.log(month),
            min(float(returns[t]), 0.0) / math.sqrt(month),
            min(fall, 0.0) / math.sqrt(month),
        )
    return rows, targets


def har_variances(
    variance: Float64Array, returns: Float64Array, *, least: int = 250, refit: int = 21
) -> Float64Array:
    """Corsi (2009) with leverage, walked forward and scaled to close-to-close variances."""
    rows, targets = _har_rows(variance, returns)
    before = np.vstack([np.full((1, 6), np.nan), rows[:-1]])
    usable = np.isfinite(before).all(axis=1) & np.isfinite(targets)
    out, beta, noise, since = np.full(variance.size, np.nan), None, 0.0, 0
    for t, seen in enumerate(np.cumsum(usable).tolist()):
        if seen >= least and (beta is None or since == refit):
            mask = usable[: t + 1]
            x, y = before[: t + 1][mask], targets[: t + 1][mask]
            with library("the log-HAR regression by QR", warns=False):
                beta = np.linalg.lstsq(x, y, rcond=None)[0]
            noise, since = float(np.square(y - x @ beta).mean()), 0
        if beta is not None:
            since += 1
            out[t] = math.exp(float(rows[t] @ beta) + 0.5 * noise)
    return _scaled(out, np.square(returns))


def _trailing(values: Float64Array, length: int) -> Float64Array:
    total = np.concatenate(([0.0], np.cumsum(values)))
    starts = np.maximum(np.arange(1, values.size + 1) - length, 0)
    return total[1:] - total[starts]


def _scaled(forecast: Float64Array, outcome: Float64Array) -> Float64Array:
    """Correct by what came over what was said, both of the last thousand forecasts."""
    made = np.concatenate(([np.nan], forecast[:-1]))
    known = np.isfinite(made) & np.isfinite(outcome)
    came, said = (_trailing(np.where(known, part, 0.0), 1_000) for part in (outcome, made))
    enough = _trailing(known.astype(float), 1_000) >= 100.0
    return np.where(enough, forecast * came / np.where(said > _NOISE, said, np.nan), np.nan)
