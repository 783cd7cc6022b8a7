"""A fall or rise like a split without its event, or an event without the fall."""

from typing import Final

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.scale import local_scale, log_returns_of, rolling_median
from ml.anomalies.series import PriceSeries, Split
from ml.anomalies.words import moment
from ml.series.price_text import price_text
from ml.typing import BoolArray, Float64Array

_WHOLE: Final = (2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50)
RATIOS: Final = np.array([1.5, *_WHOLE, *(1.0 / n for n in _WHOLE)])
# How far from the exact ratio the rest of the day's move may carry the price.
SIGMAS, LEAST, MOST = 3.0, 0.025, 0.1
# News moves prices as far as 3:2 does: its open has to be nearer than that of larger splits.
MOST_OF_THREE_TO_TWO: Final = 0.05
UNUSUAL: Final = 8.0  # standard deviations; smaller moves need no split to explain them
PANIC: Final = 5.0  # a crash trades many times the usual volume, a split changes the share count
NEAR_US: Final = 4 * 86_400_000_000


def split_mismatch(series: PriceSeries) -> list[SeriesFinding]:
    """Return overnight moves that look like a split without one, and splits without a move.

    A move counts when the close, and the open where it is known, are within a few per cent of a
    usual ratio (3:2, 2:1 ... 50:1 and the reverse), far outside of what the series does, and no
    panic's volume came with it. Closes alone do not show which of the two it was, so there it takes
    2:1 at least and is a warning: Apple's close of 29 September 2000 looks like one and was news.
    NVIDIA opened 28 % lower on 3 July 2008, which no 3:2 split explains, and was news too.

    Parameters
    ----------
    series : PriceSeries
        Raw daily bars with the recorded splits; intraday series have none.
    """
    clean = series.where(series.sound)
    if not (series.daily and series.can_split) or len(clean) < 3:
        return []
    fall = -log_returns_of(clean.close)
    scale = local_scale(fall)
    return _unexplained(clean, fall, scale) + _unseen(clean, fall, scale)


def _nearest(values: Float64Array) -> tuple[Float64Array, Float64Array]:
    """Return the nearest usual ratio of each log move and the distance to it."""
    distance = np.abs(values[:, None] - np.log(RATIOS))
    nearest = np.argmin(distance, axis=1)
    return RATIOS[nearest], distance[np.arange(len(values)), nearest]


def _panic(series: PriceSeries, ratio: Float64Array) -> BoolArray:
    usual = rolling_median(series.volume)
    known = np.isfinite(usual) & np.isfinite(series.volume) & (usual > 0.0)
    heavy = np.zeros(len(series), dtype=np.bool_)
    heavy[known] = series.volume[known] > PANIC * usual[known] * np.maximum(ratio[known], 1.0)
    return heavy


def _unexplained(
    series: PriceSeries, fall: Float64Array, scale: Float64Array
) -> list[SeriesFinding]:
    slack = np.clip(SIGMAS * scale, LEAST, MOST)
    ratio, distance = _nearest(fall)
    like = (distance <= slack) & (np.abs(fall) > UNUSUAL * scale) & ~_panic(series, ratio)
    opened = np.isfinite(series.open) & (series.open > 0.0)
    overnight = np.full(len(series), np.nan)
    overnight[1:][opened[1:]] = np.log(series.close[:-1] / series.open[1:])[opened[1:]]
    near = np.where(ratio == 1.5, np.minimum(slack, MOST_OF_THREE_TO_TWO), slack)
    like &= np.where(opened, np.abs(overnight - np.log(ratio)) <= near, ratio != 1.5)
    recorded = np.array([split.ex_us for split in series.splits], dtype=np.int64)
    findings = []
    for row in np.flatnonzero(like):
        at = int(series.timestamps[row])
        if row == 0 or np.any(np.abs(recorded - at) <= NEAR_US):
            continue
        sure = bool(opened[row] and np.isfinite(series.volume[row]))
        findings.append(_missing(series, int(row), float(ratio[row]), sure=sure))
    return findings


def ratio_words(ratio: float) -> str:
    """Return a split ratio as people say it: 2:1, 3:2, 1:10.

    Parameters
    ----------
    ratio : float
        New shares for one old share, above 0.

    Returns
    -------
    str
        One side is 1, but for 3:2.
    """
    if ratio == 1.5:
        return "3:2"
    return f"{ratio:.0f}:1" if ratio >= 1.0 else f"1:{1.0 / ratio:.0f}"


def _missing(series: PriceSeries, row: int, ratio: float, *, sure: bool) -> SeriesFinding:
    at = int(series.timestamps[row])
    before, after = float(series.close[row - 1]), float(series.close[row])
    doubt = "" if sure else " Or it was news: without opens and volume the two look the same."
    return SeriesFinding(
        "split_mismatch",
        "error" if sure else "warning",
        at,
        at,
        f"The price went from {price_text(before)} to {price_text(after)} "
        f"({after / before - 1.0:+.1%}) on "
        f"{moment(at)}, like a {ratio_words(ratio)} split, and no split is recorded.{doubt}",
        {"before": before, "after": after, "ratio": ratio_words(ratio)},
        ProposedRepair("add_split", at, at, 1.0 / ratio),
    )


def _unseen(series: PriceSeries, fall: Float64Array, scale: Float64Array) -> list[SeriesFinding]:
    findings = []
    for split in series.splits:
        row = int(np.searchsorted(series.timestamps, split.ex_us))
        if not 0 < row < len(series) or split.price_factor <= 0.0:
            continue
        wanted = -np.log(split.price_factor)
        if abs(wanted) <= UNUSUAL * scale[row] or abs(fall[row]) >= abs(fall[row] - wanted):
            continue
        findings.append(_event_alone(series, row, split))
    return findings


def _event_alone(series: PriceSeries, row: int, split: Split) -> SeriesFinding:
    before, after = float(series.close[row - 1]), float(series.close[row])
    ratio = ratio_words(1.0 / split.price_factor)
    return SeriesFinding(
        "split_mismatch",
        "error",
        split.ex_us,
        split.ex_us,
        f"A {ratio} split is recorded on {moment(split.ex_us)}, but the price did not move with "
        f"it ({price_text(before)} to {price_text(after)}).",
        {"before": before, "after": after, "ratio": ratio, "event": True},
        ProposedRepair("remove_split", split.ex_us, split.ex_us, split.price_factor),
    )
