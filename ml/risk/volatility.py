"""Volatility: the standard deviation of returns."""

import math

import numpy as np

from ml.series.annualise import annualise_volatility
from ml.series.noise import RATIO, ROUNDING
from ml.series.returns import finite
from ml.typing import Float64Array


def volatility(returns: Float64Array) -> float:
    r"""Sample standard deviation of the returns of a period.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period; NaN are left out.

    Returns
    -------
    float
        A fraction per period; NaN with fewer than two observations, exactly 0 where the
        returns differ by the rounding of prices alone, as those of a constant growth do.

    Notes
    -----
    :math:`\sqrt{\sum (r_t - \bar r)^2 / (n - 1)}`, on returns shifted by the first one.
    """
    sample = finite(returns)
    if sample.size < 2:
        return math.nan
    # Sums of products cost a fifth of numpy's own deviation on a few thousand numbers.
    shifted = sample - sample[0]
    shifted -= np.add.reduce(shifted) / sample.size
    spread = math.sqrt(float(shifted @ shifted) / (sample.size - 1))
    # Where nothing varies, the first return is as large as any.
    return spread if spread > ROUNDING * max(RATIO, abs(float(sample[0]))) else 0.0


def volatility_annualised(returns: Float64Array, periods: float) -> float:
    """Sample standard deviation, annualised.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period; NaN are left out.
    periods : float
        Periods a year, from `ml.series.annualise`.

    Returns
    -------
    float
        A fraction per year; NaN with fewer than two observations.
    """
    return annualise_volatility(volatility(returns), periods)
