"""A price that stands still for longer than its series ever would."""

from math import ceil, log
from typing import Final

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.series import PriceSeries
from ml.anomalies.words import counted, moment
from ml.series.price_text import price_text
from ml.typing import Float64Array, Int64Array

LEAST: Final = 5
# One false alarm in a hundred series of this length and habit.
ODDS: Final = 0.01
AROUND: Final = 250


def _runs(closes: Float64Array) -> list[tuple[int, int]]:
    """Return first row and length of each run of unchanged values."""
    edges = np.flatnonzero(np.diff(closes) != 0) + 1
    starts = np.concatenate([[0], edges])
    ends = np.append(edges, len(closes))
    return [(int(a), int(b - a)) for a, b in zip(starts, ends, strict=True)]


def longest_expected(same: int, others: int, bars: int) -> int:
    r"""Return how many unchanged bars in a row are still ordinary.

    .. math:: n = \lceil \ln(0.01 / T) / \ln p \rceil

    with p the share of the bars around that repeat their close (a coarse tick, a quiet market).

    Parameters
    ----------
    same, others : int
        How many of how many bars around repeat the close before them.
    bars : int
        How many bars T the series has.
    """
    share = (same + 1) / (others + 2)
    return max(LEAST, ceil(log(ODDS / bars) / log(share)))


def flat_line(series: PriceSeries) -> list[SeriesFinding]:
    """Return runs of unchanged closes that are longer than chance allows.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    """
    clean = series.where(series.sound)
    if len(clean) <= LEAST:
        return []
    same = np.diff(clean.close, prepend=np.nan) == 0.0
    before = np.concatenate([[0], np.cumsum(same)])
    return [
        _fault(clean, first, length)
        for first, length in _runs(clean.close)
        if length > LEAST and length > _limit(before, first, length)
    ]


def _limit(before: Int64Array, first: int, length: int) -> int:
    """Return the longest ordinary run, from the two years around one that is being checked."""
    bars = len(before) - 1
    start, end = max(first - AROUND, 0), min(first + length + AROUND, bars)
    others = end - start - length
    same = int(before[end] - before[start]) - (length - 1)
    return longest_expected(same, others, bars)


def _fault(series: PriceSeries, first: int, length: int) -> SeriesFinding:
    start, end = int(series.timestamps[first]), int(series.timestamps[first + length - 1])
    volume = np.nansum(series.volume[first : first + length])
    traded = f", while {volume:,.0f} traded" if volume > 0.0 else ""
    return SeriesFinding(
        "flat_line",
        "warning",
        start,
        end,
        f"The close stood at {price_text(float(series.close[first]))} "
        f"for {counted(length, 'bar')}, "
        f"from {moment(start)} to {moment(end)}{traded}.",
        {"close": float(series.close[first]), "bars": length, "volume": float(volume)},
        ProposedRepair("unsettle", int(series.timestamps[first + 1]), end),
    )
