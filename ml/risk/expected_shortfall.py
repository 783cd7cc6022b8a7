"""Expected shortfall of a period: the mean loss in the worst 1 - c of cases, positive."""

import math

import numpy as np

from ml.risk.moments import kurtosis, skewness
from ml.risk.normal import normal_density, normal_quantile
from ml.risk.tail import tail_size
from ml.risk.value_at_risk import cornish_fisher_quantile, standardised
from ml.series.returns import finite
from ml.typing import Float64Array


def historical_expected_shortfall(returns: Float64Array, confidence: float) -> float:
    r"""Empirical expected shortfall: the mean of the worst n (1 - c) observations.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    confidence : float
        For example 0.95.

    Returns
    -------
    float
        Loss of a period as a decimal fraction, positive for a loss, never below the
        value at risk of the same sample; NaN without observations.

    Notes
    -----
    With :math:`x_{(1)} \le \dots \le x_{(n)}`, :math:`a = n(1-c)` and
    :math:`k = \lfloor a \rfloor`:
    :math:`-\frac{1}{a} \big( \sum_{i \le k} x_{(i)} + (a - k)\, x_{(k+1)} \big)`. The part of
    an observation at the edge keeps the measure coherent and continuous in c.

    References
    ----------
    C. Acerbi, D. Tasche, On the coherence of expected shortfall, Journal of Banking and
    Finance 26 (2002), definition 2.6 and proposition 4.1.
    """
    sample = finite(returns)
    if sample.size == 0:
        return math.nan
    size = tail_size(sample.size, confidence)
    whole = math.floor(size)
    worst = np.partition(sample, whole)[: whole + 1]
    inside = float(np.add.reduce(worst[:whole]))
    return -(inside + float(size - whole) * float(worst[whole])) / float(size)


def gaussian_expected_shortfall(returns: Float64Array, confidence: float) -> float:
    r"""Expected shortfall of a normal distribution with the sample's mean and deviation.

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
    :math:`-\mu + \sigma \, \varphi(z_c) / (1 - c)`.
    """
    sample = finite(returns)
    if sample.size < 2:
        return math.nan
    alpha = 1.0 - confidence
    shape = normal_density(normal_quantile(alpha)) / alpha
    return -float(sample.mean()) + shape * float(sample.std(ddof=1))


def cornish_fisher_expected_shortfall(returns: Float64Array, confidence: float) -> float:
    r"""Expected shortfall of the Cornish-Fisher distribution, integrated in closed form.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period; NaN are left out.
    confidence : float
        For example 0.95.

    Returns
    -------
    float
        Loss of a period, positive for a loss; NaN where the value at risk is NaN.

    Notes
    -----
    The quantile is a cubic in z, so its mean over :math:`z < z_{1-c}` needs only
    :math:`\int z\varphi = -\varphi`, :math:`\int z^2\varphi = (1-c) - z\varphi` and
    :math:`\int z^3\varphi = -(z^2 + 2)\varphi`.

    References
    ----------
    D. Maillard, A user's guide to the Cornish Fisher expansion (2012).
    """
    sample = finite(returns)
    if sample.size < 4:
        return math.nan
    skew, excess = skewness(sample, unbiased=False), kurtosis(sample, unbiased=False)
    alpha = 1.0 - confidence
    z = normal_quantile(alpha)
    if math.isnan(cornish_fisher_quantile(z, skew, excess)):
        return math.nan
    mean_z = _tail_mean(z, skew, excess, alpha)
    return -float(sample.mean() + mean_z * sample.std(ddof=1))


def filtered_expected_shortfall(
    returns: Float64Array,
    volatility: Float64Array,
    next_volatility: float,
    confidence: float,
) -> float:
    """Expected shortfall by filtered historical simulation.

    Parameters
    ----------
    returns : ndarray of shape (n_observations,)
        Simple returns of a period.
    volatility : ndarray of shape (n_observations,)
        Forecast of each return's volatility made one period before it.
    next_volatility : float
        Forecast for the period the measure is about.
    confidence : float
        For example 0.95.

    Returns
    -------
    float
        Loss of the next period, positive for a loss; NaN without a standardised return.
    """
    return next_volatility * historical_expected_shortfall(
        standardised(returns, volatility), confidence
    )


def _tail_mean(z: float, skew: float, excess: float, alpha: float) -> float:
    density = normal_density(z)
    first, second, third = -density, alpha - z * density, -(z**2 + 2.0) * density
    total = (
        first
        + (second - alpha) * skew / 6.0
        + (third - 3.0 * first) * excess / 24.0
        - (2.0 * third - 5.0 * first) * skew**2 / 36.0
    )
    return total / alpha
