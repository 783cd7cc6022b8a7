"""Two sources that report different prices of the same day."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ml.anomalies.checks.unit_jump import decimals_off
from ml.anomalies.finding import ProposedRepair, ReplacementBar, SeriesFinding
from ml.anomalies.scale import local_scale
from ml.anomalies.series import PRICES, PriceSeries
from ml.anomalies.words import counted, moment
from ml.series.price_text import price_text
from ml.typing import Float64Array, Int64Array

TOLERANCE: Final = 0.005
SIGMAS: Final = 12.0
FEWEST: Final = 10
SIDE, LEAST = 20, 3
AT_THE_ENDS: Final = 0.025


@dataclass(frozen=True, slots=True, eq=False)
class OtherSource:
    """Bars of the same instrument from elsewhere, columns of shape (T,), NaN where unknown."""

    name: str
    timestamps: Int64Array
    open: Float64Array
    high: Float64Array
    low: Float64Array
    close: Float64Array
    volume: Float64Array


def provider_disagreement(series: PriceSeries, other: OtherSource) -> list[SeriesFinding]:
    r"""Return the bars on which two sources differ by more than their usual difference.

    .. math:: \min_m |\ln(p_t / q_t) - m| > \max(0.005, 12 \sigma_t)

    with m the median log ratio of the twenty bars before t or of the twenty after it (an
    adjustment for a dividend moves all later bars, a wrong bar stands alone) and sigma the usual
    change of the ratio. At the ends, where one side is unknown, a dividend's 2.5 % are allowed. A
    ratio of a hundred throughout is a matter of units.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    other : OtherSource
        The second opinion, in order of time.
    """
    common, ours, theirs = np.intersect1d(series.timestamps, other.timestamps, return_indices=True)
    usable = series.sound[ours] & np.isfinite(other.close[theirs]) & (other.close[theirs] > 0.0)
    ours, theirs, common = ours[usable], theirs[usable], common[usable]
    if len(common) < FEWEST:
        return []
    logs = np.log(series.close[ours] / other.close[theirs])
    units = _units(series, other, common, logs)
    if units:
        return units
    before, after = _medians(logs)
    rest = np.fmin(np.abs(logs - before), np.abs(logs - after))
    allowed = np.where(np.isnan(before) | np.isnan(after), AT_THE_ENDS, TOLERANCE)
    apart = rest > np.maximum(allowed, SIGMAS * local_scale(np.diff(logs, prepend=logs[:1])))
    return [
        _fault(series, other, int(ours[row]), int(theirs[row])) for row in np.flatnonzero(apart)
    ]


def _medians(logs: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Return the median of the bars before each one and of those after it; NaN when few."""
    padded = np.concatenate([np.full(SIDE, np.nan), logs, np.full(SIDE, np.nan)])
    windows = sliding_window_view(padded, SIDE)
    known = np.count_nonzero(~np.isnan(windows), axis=1) >= LEAST
    medians = np.full(len(windows), np.nan)
    medians[known] = np.nanmedian(windows[known], axis=1)
    return medians[: len(logs)], medians[SIDE + 1 :]


def _units(
    series: PriceSeries, other: OtherSource, common: Int64Array, logs: Float64Array
) -> list[SeriesFinding]:
    off = int(decimals_off(np.array([np.median(logs)]))[0])
    if not off:
        return []
    first, last = int(series.timestamps[0]), int(series.timestamps[-1])
    return [
        SeriesFinding(
            "provider_disagreement",
            "error",
            first,
            last,
            f"Prices are {np.exp(np.median(logs)):,.4g} times those of {other.name} on "
            f"{counted(len(common), 'common bar')}: another unit, such as pence for pounds.",
            {"factor": 10.0**off, "source": other.name, "bars": len(common)},
            ProposedRepair("scale", first, last, 10.0**-off, ("open", "high", "low", "close")),
        )
    ]


def _fault(series: PriceSeries, other: OtherSource, ours: int, theirs: int) -> SeriesFinding:
    at = int(series.timestamps[ours])
    own, others = float(series.close[ours]), float(other.close[theirs])
    here, there = _figures(series, ours), _figures(other, theirs)
    bar = ReplacementBar(at, there["open"], there["high"], there["low"], others, there["volume"])
    return SeriesFinding(
        "provider_disagreement",
        "warning",
        at,
        at,
        f"The close of {moment(at)} is {price_text(own)} here "
        f"and {price_text(others)} at {other.name} "
        f"({own / others - 1.0:+.2%}).",
        {"source": other.name, "difference": own / others - 1.0, "here": here, "there": there},
        ProposedRepair("replace", at, at, bars=(bar,), source=other.name),
    )


def _figures(bars: PriceSeries | OtherSource, row: int) -> dict[str, float | None]:
    """Return a bar's figures, None where unknown."""
    values = {name: float(getattr(bars, name)[row]) for name in (*PRICES, "volume")}
    return {name: value if np.isfinite(value) else None for name, value in values.items()}
