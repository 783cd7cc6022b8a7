"""The normal and chi-square functions risk needs, without importing a statistics library.

`scipy.stats` costs half a second and 60 MB in every web process; these are closed forms.
"""

import math
from statistics import NormalDist

import numpy as np

from ml.typing import Float64Array

_STANDARD = NormalDist()


def normal_quantile(probability: float) -> float:
    """Quantile of the standard normal distribution.

    Parameters
    ----------
    probability : float
        In the open interval (0, 1).

    Returns
    -------
    float
        The z with P(Z <= z) = `probability`; Wichura's AS 241, accurate to about 1e-16.
    """
    return _STANDARD.inv_cdf(probability)


def normal_density(z: float) -> float:
    """Density of the standard normal distribution.

    Parameters
    ----------
    z : float
        Standard deviations from the mean.

    Returns
    -------
    float
        The density at `z`.
    """
    return _STANDARD.pdf(z)


def chi_square_tail(statistic: float, degrees: int) -> float:
    r"""P value of a chi-square statistic with one or two degrees of freedom.

    Parameters
    ----------
    statistic : float
        Test statistic, not negative; NaN gives NaN.
    degrees : int
        1 or 2, the degrees the likelihood-ratio tests of this room have.

    Returns
    -------
    float
        :math:`P(\chi^2_k > x)`: erfc(sqrt(x/2)) for 1, exp(-x/2) for 2.
    """
    # Rounding can leave a statistic just below zero, of which there is no root.
    if degrees == 1:
        return math.erfc(math.sqrt(max(statistic, 0.0) / 2.0))
    if degrees == 2:
        return math.exp(-max(statistic, 0.0) / 2.0)
    raise ValueError("only one or two degrees of freedom are needed here")


def binomial_cdf(count: int, trials: int, probability: float) -> float:
    """Probability of at most `count` successes, summed in logs so that it never overflows.

    Parameters
    ----------
    count : int
        Successes; below 0 gives 0.
    trials : int
        Independent trials.
    probability : float
        Chance of a success, in (0, 1).

    Returns
    -------
    float
        P(X <= count).
    """
    if count >= trials:
        return 1.0
    if count < 0:
        return 0.0
    terms = np.array([_log_binomial(k, trials, probability) for k in range(count + 1)])
    return min(1.0, float(_sum_of_exponentials(terms)))


def _log_binomial(count: int, trials: int, probability: float) -> float:
    # log1p below, as 1 - p loses the digits of a small p.
    ways = math.lgamma(trials + 1) - math.lgamma(count + 1) - math.lgamma(trials - count + 1)
    return ways + count * math.log(probability) + (trials - count) * math.log1p(-probability)


def _sum_of_exponentials(logs: Float64Array) -> float:
    # Factored out, as each term alone may be too small for a float while their sum is not.
    top = float(logs.max())
    return math.exp(top) * float(np.exp(logs - top).sum())
