"""Scores of forecasts of returns, probabilities and intervals, out of sample only."""

import numpy as np

from ml.series.noise import RATIO, ROUNDING
from ml.typing import BoolArray, Float64Array, Float64Array1D


def r2_vs_random_walk(actual: Float64Array, forecast: Float64Array) -> float:
    r"""Share of the squared error that a forecast saves against "no change".

    Parameters
    ----------
    actual : ndarray of shape (n_forecasts,)
        Realised log returns.
    forecast : ndarray of shape (n_forecasts,)
        Forecast log returns, without NaN.

    Returns
    -------
    float
        1 is perfect, 0 as good as the random walk, negative worse; NaN when nothing moved.

    Notes
    -----
    :math:`1 - \sum (r - \hat r)^2 / \sum r^2`: out-of-sample R2 with a zero benchmark
    (Campbell and Thompson, Review of Financial Studies 21, 2008).
    """
    base = float(np.square(actual).sum())
    if not base > actual.size * (ROUNDING * RATIO) ** 2:
        return float("nan")
    return 1.0 - float(np.square(actual - forecast).sum()) / base


def mae_ratio(actual: Float64Array, forecast: Float64Array) -> float:
    r"""Mean absolute error over that of "no change".

    Parameters
    ----------
    actual : ndarray of shape (n_forecasts,)
        Realised log returns.
    forecast : ndarray of shape (n_forecasts,)
        Forecast log returns, without NaN.

    Returns
    -------
    float
        Below 1 is better than the random walk; NaN when nothing moved.

    Notes
    -----
    :math:`\sum |r - \hat r| / \sum |r|`.
    """
    base = float(np.abs(actual).sum())
    if not base > actual.size * ROUNDING * RATIO:
        return float("nan")
    return float(np.abs(actual - forecast).sum()) / base


def brier(probability: Float64Array, happened: BoolArray) -> float:
    r"""Mean squared error of probabilities.

    Parameters
    ----------
    probability : ndarray of shape (n_forecasts,)
        In [0, 1].
    happened : ndarray of shape (n_forecasts,)
        What came.

    Returns
    -------
    float
        0 is perfect, 0.25 is a coin; NaN without forecasts.

    Notes
    -----
    :math:`n^{-1} \sum (p - o)^2` (Brier, Monthly Weather Review 78, 1950).
    """
    if not probability.size:
        return float("nan")
    return float(np.square(probability - happened).mean())


def winkler(residual: Float64Array, radius: Float64Array, *, level: float) -> float:
    r"""Mean Winkler score of symmetric intervals: width plus a fine for each miss.

    Parameters
    ----------
    residual : ndarray of shape (n_forecasts,)
        Realised minus forecast, any unit.
    radius : ndarray of shape (n_forecasts,)
        Half width of each interval, in the same unit.
    level : float
        Nominal coverage in (0, 1).

    Returns
    -------
    float
        In the unit of the inputs, smaller is better; NaN without forecasts.

    Notes
    -----
    :math:`2 q + (2 / \alpha) \max(|e| - q, 0)`, :math:`\alpha = 1 - level`
    (Winkler, JASA 67, 1972).
    """
    if not residual.size:
        return float("nan")
    miss = np.maximum(np.abs(residual) - radius, 0.0)
    return float(np.mean(2.0 * radius + 2.0 / (1.0 - level) * miss))


def means_by(values: Float64Array, groups: np.ndarray) -> dict[str, tuple[float, int]]:
    """Mean and count of values for each label.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Without NaN.
    groups : ndarray of shape (n,)
        A label for each value.

    Returns
    -------
    dict
        From the label as text to (mean, count), in the order of the labels.
    """
    labels, place = np.unique(groups, return_inverse=True)
    count = np.bincount(place, minlength=labels.size)
    mean = np.bincount(place, weights=values, minlength=labels.size) / count
    return {str(label): (float(mean[i]), int(count[i])) for i, label in enumerate(labels.tolist())}


def worst_stretch(values: Float64Array1D, counts: Float64Array1D, *, length: int) -> float:
    """Lowest mean over any run of consecutive days.

    Parameters
    ----------
    values : ndarray of shape (n_days,)
        Sum of each day.
    counts : ndarray of shape (n_days,)
        How many went into each sum, at least 1.
    length : int
        Days in a run.

    Returns
    -------
    float
        The lowest pooled mean; NaN with fewer days than a run.
    """
    if values.size < length:
        return float("nan")
    total = np.concatenate([[0.0], np.cumsum(values)])
    number = np.concatenate([[0.0], np.cumsum(counts)])
    return float(np.min((total[length:] - total[:-length]) / (number[length:] - number[:-length])))
