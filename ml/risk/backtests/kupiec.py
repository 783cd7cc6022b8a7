"""Kupiec's test: whether violations are as many as the confidence says."""

import math
from dataclasses import dataclass

from ml.risk.normal import chi_square_tail


@dataclass(frozen=True, slots=True)
class LikelihoodRatio:
    """A likelihood-ratio test.

    Attributes
    ----------
    statistic : float
        Twice the gain in log-likelihood; NaN when it cannot be formed.
    p_value : float
        Chance of a larger statistic when the model is right.
    """

    statistic: float
    p_value: float


def kupiec(violations: int, observations: int, confidence: float) -> LikelihoodRatio:
    r"""Proportion-of-failures test.

    Parameters
    ----------
    violations : int
        Periods whose loss exceeded the value at risk.
    observations : int
        Periods forecast.
    confidence : float
        Of the value at risk.

    Returns
    -------
    LikelihoodRatio
        Chi-square with one degree of freedom; NaN without observations.

    Notes
    -----
    :math:`-2 \ln \frac{(1-p)^{n-x} p^x}{(1-\hat p)^{n-x} \hat p^x}` with
    :math:`\hat p = x/n` and :math:`0^0 = 1`.

    References
    ----------
    P. H. Kupiec, Techniques for verifying the accuracy of risk measurement models,
    Journal of Derivatives 3(2) (1995).
    """
    if observations < 1:
        return LikelihoodRatio(math.nan, math.nan)
    expected, seen = 1.0 - confidence, violations / observations
    statistic = 2.0 * (
        log_likelihood(violations, observations, seen)
        - log_likelihood(violations, observations, expected)
    )
    # The observed rate is the likeliest one, so only rounding makes the ratio negative.
    return LikelihoodRatio(max(statistic, 0.0), chi_square_tail(statistic, 1))


def log_likelihood(successes: int, trials: int, probability: float) -> float:
    """Bernoulli log-likelihood with 0 log 0 = 0.

    Parameters
    ----------
    successes : int
        Trials that happened.
    trials : int
        All trials.
    probability : float
        Chance of one.

    Returns
    -------
    float
        Log-likelihood, minus infinity when what happened was impossible.
    """
    return _xlogy(successes, probability) + _xlogy(trials - successes, 1.0 - probability)


def _xlogy(count: int, probability: float) -> float:
    if count == 0:
        return 0.0
    return count * math.log(probability) if probability > 0.0 else -math.inf
