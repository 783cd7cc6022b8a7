"""Value at risk of a period: the loss exceeded with probability 1 - c, a positive number."""

import math

import numpy as np

from ml.risk.moments import kurtosis, skewness
from ml.risk.normal import normal_quantile
from ml.risk.tail import tail_rank
from ml.risk.volatility import volatility
from ml.series.noise import RATIO, divisor
from ml.series.returns import finite
from ml.series.rolling import RISKMETRICS_DECAY, ewma_variance
from ml.typing import Float64Array


def historical_value_at_risk(returns: Float64Array, confidence: float) -> float:
    r"""Empirical value at risk: the loss at rank :math:`\lceil n(1-c) \rceil` from the worst.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    confidence : float
        For example 0.95.

    Returns
    -------
    float
        Loss of a period as a decimal fraction, positive for a loss; negative when even
        that return was a gain; NaN without observations.

    References
    ----------
    P. Jorion, Value at Risk, 3rd ed. (2007), section 5.2; ranks are exact (`ml.risk.tail`).
    """
    sample = finite(returns)
    if sample.size == 0:
        return math.nan
    rank = tail_rank(sample.size, confidence)
    return -float(np.partition(sample, rank - 1)[rank - 1])


def gaussian_value_at_risk(returns: Float64Array, confidence: float) -> float:
    r"""Value at risk of a normal distribution with the sample's mean and deviation.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    confidence : float
        For example 0.95.

    Returns
    -------
    float
        Loss of a period, positive for a loss; NaN with fewer than two observations.

    Notes
    -----
    :math:`-(\mu + z_{1-c}\,\sigma)`, sample standard deviation.
    """
    sample = finite(returns)
    if sample.size < 2:
        return math.nan
    return -float(sample.mean()) - normal_quantile(1.0 - confidence) * volatility(sample)


def cornish_fisher_quantile(z: float, skew: float, excess: float) -> float:
    r"""Quantile of a standardised variable with small skewness and excess kurtosis.

    Parameters
    ----------
    z : float
        Standard normal quantile of the same probability, negative in the loss tail.
    skew : float
        Population skewness.
    excess : float
        Population kurtosis less 3.

    Returns
    -------
    float
        Standardised quantile; NaN where the expansion is not increasing on (-inf, z], that
        is, where it is the quantile function of no distribution.

    References
    ----------
    E. A. Cornish, R. A. Fisher, Moments and cumulants (1937); domain of validity:
    D. Maillard, A user's guide to the Cornish Fisher expansion (2012).
    """
    if not _increasing_below(z, skew, excess):
        return math.nan
    return (
        z
        + (z**2 - 1.0) * skew / 6.0
        + (z**3 - 3.0 * z) * excess / 24.0
        - (2.0 * z**3 - 5.0 * z) * skew**2 / 36.0
    )


def cornish_fisher_value_at_risk(returns: Float64Array, confidence: float) -> float:
    """Gaussian value at risk corrected for the sample's skewness and kurtosis.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    confidence : float
        For example 0.95.

    Returns
    -------
    float
        Loss of a period, positive for a loss; NaN with fewer than four observations, for a
        constant series and outside the expansion's domain (:func:`cornish_fisher_quantile`).
    """
    sample = finite(returns)
    if sample.size < 4:
        return math.nan
    skew, excess = skewness(sample, unbiased=False), kurtosis(sample, unbiased=False)
    quantile = cornish_fisher_quantile(normal_quantile(1.0 - confidence), skew, excess)
    return -float(sample.mean() + quantile * sample.std(ddof=1))


def filtered_value_at_risk(
    returns: Float64Array,
    volatility: Float64Array,
    next_volatility: float,
    confidence: float,
) -> float:
    r"""Filtered historical simulation: yesterday's shocks at today's volatility.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period.
    volatility : ndarray of shape (n_observations,)
        Forecast of each return's volatility made one period before it.
    next_volatility : float
        Forecast for the period the value at risk is about.
    confidence : float
        For example 0.95.

    Returns
    -------
    float
        Loss of the next period, positive for a loss; NaN without a standardised return.
        Periods with either number missing or without volatility are left out.

    Notes
    -----
    :math:`\sigma_{T+1} \, \mathrm{VaR}_c(r_t / \sigma_t)`.

    References
    ----------
    G. Barone-Adesi, K. Giannopoulos, L. Vosper, VaR without correlations for portfolios of
    derivative securities, Journal of Futures Markets 19 (1999).
    """
    return next_volatility * historical_value_at_risk(standardised(returns, volatility), confidence)


def standardised(returns: Float64Array, volatility: Float64Array) -> Float64Array:
    """Returns in units of the volatility forecast for them.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period.
    volatility : ndarray of shape (n_observations,)
        Forecasts made one period before.

    Returns
    -------
    ndarray of shape (n_observations,)
        Shocks without unit; NaN where either is missing or the volatility is rounding.
    """
    return returns / divisor(volatility, RATIO)


def ewma_filter(
    returns: Float64Array, *, decay: float = RISKMETRICS_DECAY
) -> tuple[Float64Array, float]:
    """Volatility forecasts of an exponential filter, aligned for filtered simulation.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Returns of a period.
    decay : float
        Decay of :func:`ml.series.rolling.ewma_variance`.

    Returns
    -------
    tuple of (ndarray of shape (n_observations,), float)
        Volatility of each period forecast one period before (NaN while warming up), and the
        forecast for the period after the last.
    """
    sigma = np.sqrt(ewma_variance(returns, decay=decay))
    if sigma.size == 0:
        return sigma, math.nan
    ahead = np.concatenate(([np.nan], sigma[:-1]))
    return ahead, float(sigma[-1])


def _increasing_below(z: float, skew: float, excess: float) -> bool:
    """Whether the derivative, a quadratic a x^2 + b x + c, stays positive on (-inf, z]."""
    if not (math.isfinite(skew) and math.isfinite(excess)):
        return False
    a = excess / 8.0 - skew**2 / 6.0
    b = skew / 3.0
    c = 1.0 - excess / 8.0 + 5.0 * skew**2 / 36.0
    # Far out in the tail the leading coefficient decides: the derivative must stay positive.
    if a < 0.0 or (a == 0.0 and b > 0.0):
        return False
    if a == 0.0:
        return b * z + c > 0.0
    # The least value on (-inf, z] is at the vertex, or at z where the vertex lies to its right.
    lowest = min(z, -b / (2.0 * a))
    return a * lowest**2 + b * lowest + c > 0.0
