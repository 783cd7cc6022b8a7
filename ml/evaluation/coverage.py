"""Coverage of intervals: overall, and where averages hide what matters."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.evaluation.days import day_places
from ml.evaluation.scores import means_by, winkler, worst_stretch
from ml.typing import DateArray, Float64Array1D, Float64Array2D

WORST_DAYS: Final = 60
TERCILES: Final = ("calm", "normal", "stormy")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of outcomes inside; the details are of the 95 % interval as (share, observations)."""

    observations: int
    levels: dict[str, float]
    by_year: dict[str, tuple[float, int]]
    by_volatility: dict[str, tuple[float, int]]
    worst_60_days: float
    winkler_95: float


def coverage(
    residual: Float64Array1D,
    radii: Float64Array2D,
    levels: tuple[float, ...],
    *,
    dates: DateArray,
    volatility: Float64Array1D,
    scale: Float64Array1D,
) -> Coverage:
    """Measure how often outcomes fell inside.

    Parameters
    ----------
    residual : ndarray of shape (n,)
        Realised minus forecast in scaled units, without NaN.
    radii : ndarray of shape (n, n_levels)
        Half widths in scaled units; rows with NaN (too early) are left out.
    levels : tuple of float
        Nominal coverages, the last one 0.95.
    dates : ndarray of shape (n,)
        Day of each forecast.
    volatility : ndarray of shape (n,)
        Volatility known at the forecast; its terciles are one of the groups.
    scale : ndarray of shape (n,)
        From scaled units to log returns, for the Winkler score.

    Returns
    -------
    Coverage
        NaN where there are no observations.
    """
    given = np.isfinite(radii[:, -1])
    inside = np.abs(residual[given, None]) <= radii[given]
    last = inside[:, -1].astype(np.float64)
    days, volatility, scale = dates[given], volatility[given], scale[given]
    share = inside.mean(axis=0) if given.any() else np.full(len(levels), np.nan)
    return Coverage(
        observations=int(given.sum()),
        levels={f"{level * 100:.0f}": float(share[i]) for i, level in enumerate(levels)},
        by_year=means_by(last, days.astype("datetime64[Y]").astype(np.int64) + 1970),
        by_volatility=_by_tercile(last, volatility),
        worst_60_days=_worst(last, days),
        winkler_95=winkler(residual[given] * scale, radii[given, -1] * scale, level=levels[-1]),
    )


def _by_tercile(last: Float64Array1D, volatility: Float64Array1D) -> dict[str, tuple[float, int]]:
    if last.size < len(TERCILES):
        return {}
    cuts = np.quantile(volatility, [1 / 3, 2 / 3])
    means = means_by(last, np.searchsorted(cuts, volatility))
    return {TERCILES[int(place)]: value for place, value in means.items()}


def _worst(last: Float64Array1D, days: DateArray) -> float:
    place = day_places(days)
    if not place.size:
        return float("nan")
    total: Float64Array1D = np.bincount(place, weights=last).astype(np.float64)
    number: Float64Array1D = np.bincount(place).astype(np.float64)
    return worst_stretch(total, number, length=WORST_DAYS)
