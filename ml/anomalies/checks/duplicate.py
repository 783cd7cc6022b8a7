"""The same bar twice: two of one day, or a day that repeats an earlier one to the last digit."""

from typing import Final

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.series import PriceSeries
from ml.anomalies.words import counted, moment
from ml.typing import BoolArray, Float64Array

REACH: Final = 5
BLOCK: Final = 4
_DISTINCT: Final = 3


def _same(values: Float64Array, lag: int) -> BoolArray:
    now, before = values[lag:], values[:-lag]
    equal: BoolArray = now == before
    return equal | (np.isnan(now) & np.isnan(before))


def _repeats(series: PriceSeries, lag: int) -> BoolArray:
    """Return which bars equal the one `lag` bars before in every price and in volume."""
    same = np.zeros(len(series), dtype=np.bool_)
    if lag >= len(series):
        return same
    equal = np.ones(len(series) - lag, dtype=np.bool_)
    for name in ("open", "high", "low", "close", "volume"):
        equal &= _same(getattr(series, name), lag)
    same[lag:] = equal & (series.high[lag:] > series.low[lag:])
    return same


def _repeated_blocks(series: PriceSeries) -> dict[int, int]:
    """Return where a block of closes repeats the block right before it: first row and length."""
    found: dict[int, int] = {}
    for length in range(BLOCK, 2 * REACH + 1):
        if 2 * length > len(series):
            break
        same = series.close[length:] == series.close[:-length]
        runs = np.convolve(same, np.ones(length), mode="valid") == length
        for start in np.flatnonzero(runs):
            rows = slice(int(start) + length, int(start) + 2 * length)
            taken = any(a < rows.stop and rows.start < a + n for a, n in found.items())
            if not taken and len(np.unique(series.close[rows])) >= _DISTINCT:
                found[rows.start] = length
    return found


def duplicate(series: PriceSeries) -> list[SeriesFinding]:
    """Return bars that are there twice; the later copy can be dropped.

    Parameters
    ----------
    series : PriceSeries
        Raw bars; closes alone are compared in blocks of four and more, because two equal closes
        in a row are ordinary.
    """
    slots = series.timestamps // series.step_us
    twice = np.concatenate([[False], np.diff(slots) == 0]) if len(slots) else slots.astype(bool)
    findings = [_twice(series, int(row)) for row in np.flatnonzero(twice)]
    copied = twice.copy()
    for lag in range(1, REACH + 1):
        for row in np.flatnonzero(_repeats(series, lag) & ~copied):
            copied[row] = True
            findings.append(_copy(series, int(row), lag))
    if not copied.any():
        blocks = _repeated_blocks(series)
        findings += [_block(series, first, length) for first, length in blocks.items()]
    return findings


def _twice(series: PriceSeries, row: int) -> SeriesFinding:
    at, before = int(series.timestamps[row]), int(series.timestamps[row - 1])
    closes = [float(series.close[row - 1]), float(series.close[row])]
    return SeriesFinding(
        "duplicate",
        "error",
        at,
        at,
        f"Two bars share one place in the series: {moment(before)} and {moment(at)}.",
        {"closes": closes, "first": moment(before), "second": moment(at)},
        ProposedRepair("drop", at, at),
    )


def _copy(series: PriceSeries, row: int, lag: int) -> SeriesFinding:
    at, before = int(series.timestamps[row]), int(series.timestamps[row - lag])
    return SeriesFinding(
        "duplicate",
        "warning",
        at,
        at,
        f"The bar of {moment(at)} repeats that of {moment(before)} in every figure.",
        {"close": float(series.close[row]), "copy_of": moment(before)},
        ProposedRepair("drop", at, at),
    )


def _block(series: PriceSeries, first: int, length: int) -> SeriesFinding:
    start, end = int(series.timestamps[first]), int(series.timestamps[first + length - 1])
    return SeriesFinding(
        "duplicate",
        "warning",
        start,
        end,
        f"{counted(length, 'close')} from {moment(start)} to {moment(end)} repeat the {length} "
        "before them exactly.",
        {"bars": length, "copy_of": moment(int(series.timestamps[first - length]))},
        ProposedRepair("drop", start, end),
    )
