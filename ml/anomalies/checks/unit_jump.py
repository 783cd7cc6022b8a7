"""Prices that are a hundred or a thousand times too large or too small, for a while or for good."""

from typing import Final, NamedTuple

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.scale import log_returns_of
from ml.anomalies.series import PRICES, PriceSeries
from ml.anomalies.words import counted, moment
from ml.series.price_text import price_text
from ml.typing import Float64Array, Int64Array

FACTORS: Final = (100, 1_000)
SLACK: Final = 0.5  # between 61 and 165 times is "a hundred times": no market does that in a bar
BRIEF: Final = 5
_DECIMALS: Final = np.array([round(np.log10(f)) for f in FACTORS] * 2) * np.repeat([1, -1], 2)


def decimals_off(logs: Float64Array) -> Int64Array:
    """Return how many decimal places a log ratio is off: 2 or 3, -2 or -3, 0 where it is not.

    Parameters
    ----------
    logs : ndarray of shape (T,)
        Natural logs of ratios; NaN gives 0.
    """
    distance = np.abs(logs[:, None] - _DECIMALS * np.log(10.0))
    nearest = np.argmin(np.where(np.isnan(distance), np.inf, distance), axis=1)
    near = np.take_along_axis(distance, nearest[:, None], axis=1)[:, 0] <= SLACK
    return np.where(near, _DECIMALS[nearest], 0)


class _Stretch(NamedTuple):
    first: int
    last: int
    decimals: int


def _stretches(steps: Int64Array) -> list[_Stretch]:
    """Return the rows between two steps that are off the level at which most rows are."""
    level = np.cumsum(steps)
    values, counts = np.unique(level, return_counts=True)
    usual = values[np.argmax(counts)]
    starts = np.flatnonzero(np.diff(level, prepend=level[0] - 1))
    ends = np.append(starts[1:], len(level)) - 1
    return [
        _Stretch(int(a), int(b), int(level[a] - usual))
        for a, b in zip(starts, ends, strict=True)
        if level[a] != usual
    ]


def unit_jump(series: PriceSeries) -> list[SeriesFinding]:
    """Return stretches of bars in another unit, and single prices that are off inside a bar.

    The unit of most bars counts as the right one. A stretch of at most five bars between right
    ones is a jump; a longer one, or one at either end, is a change of unit such as pence for
    pounds. Either is repaired by scaling back.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    """
    clean = series.where(series.sound)
    if not len(clean):
        return []
    returns = log_returns_of(clean.close)
    splits = [split.ex_us for split in clean.splits if abs(np.log(split.price_factor)) > 4.0]
    returns[np.isin(clean.timestamps, splits)] = 0.0
    found = _stretches(decimals_off(returns))
    off = np.zeros(len(clean), dtype=np.bool_)
    for one in found:
        off[one.first : one.last + 1] = True
    return [_stretch_fault(clean, one) for one in found] + _single_prices(clean.where(~off))


def _fields(series: PriceSeries, one: _Stretch) -> tuple[str, ...]:
    """Return which prices of a stretch share the close's error."""
    rows = slice(one.first, one.last + 1)
    shared = []
    for name in PRICES[:-1]:
        ratio = getattr(series, name)[rows] / series.close[rows]
        known = ratio[np.isfinite(ratio) & (ratio > 0.0)]
        if len(known) and abs(np.log(np.median(known))) < 1.0:
            shared.append(name)
    return (*shared, "close")


def _stretch_fault(series: PriceSeries, one: _Stretch) -> SeriesFinding:
    first, last = int(series.timestamps[one.first]), int(series.timestamps[one.last])
    count = one.last - one.first + 1
    inside = one.first > 0 and one.last < len(series) - 1
    brief = inside and count <= BRIEF
    neighbour = float(series.close[one.first - 1] if one.first else series.close[one.last + 1])
    close = float(series.close[one.first])
    size = f"{10 ** abs(one.decimals):,} times too {'large' if one.decimals > 0 else 'small'}"
    span = f"on {moment(first)}" if count == 1 else f"from {moment(first)} to {moment(last)}"
    return SeriesFinding(
        "jump" if brief else "unit",
        "error",
        first,
        last,
        f"Prices look {size} {span} ({counted(count, 'bar')}): close {price_text(close)} beside "
        f"{price_text(neighbour)}.",
        {"close": close, "beside": neighbour, "factor": 10.0**one.decimals, "bars": count},
        ProposedRepair("scale", first, last, 10.0**-one.decimals, _fields(series, one)),
    )


def _single_prices(series: PriceSeries) -> list[SeriesFinding]:
    findings = []
    for name in PRICES[:-1]:
        values = getattr(series, name)
        usable = np.isfinite(values) & (values > 0.0)
        logs = np.full(len(series), np.nan)
        logs[usable] = np.log(values[usable] / series.close[usable])
        off = decimals_off(logs)
        for row in np.flatnonzero(off):
            at = int(series.timestamps[row])
            value, close = float(values[row]), float(series.close[row])
            findings.append(
                SeriesFinding(
                    "jump",
                    "error",
                    at,
                    at,
                    f"The {name} of {moment(at)} is {price_text(value)} "
                    f"beside a close of {price_text(close)}.",
                    {"price": name, "value": value, "close": close},
                    ProposedRepair("scale", at, at, 10.0 ** -int(off[row]), (name,)),
                )
            )
    return findings
