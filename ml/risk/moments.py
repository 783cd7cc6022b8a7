"""Skewness and kurtosis of returns."""

import math

import numpy as np

from ml.series.noise import RATIO, ROUNDING
from ml.series.returns import finite
from ml.typing import Float64Array


def skewness(returns: Float64Array, *, unbiased: bool = True) -> float:
    r"""Skewness: the asymmetry of the distribution, negative for a fat loss tail.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period; NaN are left out.
    unbiased : bool
        Adjusted Fisher-Pearson coefficient (as pandas and spreadsheets), else the
        population coefficient.

    Returns
    -------
    float
        No unit; NaN with fewer than three observations or for a constant series.

    Notes
    -----
    :math:`g_1 = m_3 / m_2^{3/2}`; adjusted by :math:`\sqrt{n(n-1)} / (n-2)`.

    References
    ----------
    D. N. Joanes, C. A. Gill, Comparing measures of sample skewness and kurtosis, 1998.
    """
    sample = finite(returns)
    n = sample.size
    if n < 3:
        return math.nan
    deviation, square, second = _centred(sample)
    if not _spreads(second, sample):
        return math.nan
    value = float(square @ deviation) / n / math.sqrt(second) ** 3
    return value * math.sqrt(n * (n - 1)) / (n - 2) if unbiased else value


def kurtosis(returns: Float64Array, *, unbiased: bool = True) -> float:
    r"""Excess kurtosis: the weight of the tails beyond the normal distribution's.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period; NaN are left out.
    unbiased : bool
        The sample coefficient :math:`G_2` (as pandas and spreadsheets), else the
        population coefficient :math:`g_2`.

    Returns
    -------
    float
        No unit, 0 for a normal distribution; NaN with fewer than four observations or for
        a constant series.

    Notes
    -----
    :math:`g_2 = m_4 / m_2^2 - 3`;
    :math:`G_2 = \frac{n-1}{(n-2)(n-3)} [(n+1) g_2 + 6]`.

    References
    ----------
    D. N. Joanes, C. A. Gill, Comparing measures of sample skewness and kurtosis, 1998.
    """
    sample = finite(returns)
    n = sample.size
    if n < 4:
        return math.nan
    _, square, second = _centred(sample)
    if not _spreads(second, sample):
        return math.nan
    value = float(square @ square) / n / second**2 - 3.0
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * value + 6.0) if unbiased else value


def _centred(sample: Float64Array) -> tuple[Float64Array, Float64Array, float]:
    """Deviations from the mean, their squares and the mean of these."""
    deviation = sample - np.add.reduce(sample) / sample.size
    square = deviation * deviation
    return deviation, square, float(np.add.reduce(square)) / sample.size


def _spreads(second: float, sample: Float64Array) -> bool:
    """Whether the spread is more than what rounding a constant leaves."""
    # Any member shows the level: what spreads by less than its rounding is a constant.
    return second > (ROUNDING * max(RATIO, abs(float(sample[0])))) ** 2
