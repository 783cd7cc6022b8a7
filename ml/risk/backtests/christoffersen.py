"""Christoffersen's tests: whether violations come alone and as often as they should."""

import math

import numpy as np

from ml.risk.backtests.kupiec import LikelihoodRatio, kupiec, log_likelihood
from ml.risk.normal import chi_square_tail
from ml.typing import BoolArray


def independence(violations: BoolArray) -> LikelihoodRatio:
    r"""Test that a violation today does not change tomorrow's chance of one.

    Parameters
    ----------
    violations : ndarray of bool, shape (n_observations,)
        Whether each period's loss exceeded the value at risk, oldest first.

    Returns
    -------
    LikelihoodRatio
        Chi-square with one degree of freedom; NaN with fewer than two periods or without a
        violation to follow, where there is nothing to learn.

    Notes
    -----
    First-order Markov chain against a constant chance over the n - 1 transitions.

    References
    ----------
    P. F. Christoffersen, Evaluating interval forecasts, International Economic Review 39
    (1998), section 3.2.
    """
    # Without a day after a violation there is nothing to compare ordinary days with.
    if violations.size < 2 or not violations[:-1].any():
        return LikelihoodRatio(math.nan, math.nan)
    before, after = violations[:-1], violations[1:]
    calm_to_hit, calm = int(np.sum(~before & after)), int(np.sum(~before))
    hit_to_hit, hit = int(np.sum(before & after)), int(np.sum(before))
    pooled = (calm_to_hit + hit_to_hit) / (calm + hit)
    alternative = _at_best(calm_to_hit, calm) + _at_best(hit_to_hit, hit)
    statistic = 2.0 * (alternative - log_likelihood(calm_to_hit + hit_to_hit, calm + hit, pooled))
    return LikelihoodRatio(max(statistic, 0.0), chi_square_tail(statistic, 1))


def conditional_coverage(violations: BoolArray, confidence: float) -> LikelihoodRatio:
    """Joint test of the number of violations and of their independence.

    Parameters
    ----------
    violations : ndarray of bool, shape (n_observations,)
        Whether each period's loss exceeded the value at risk, oldest first.
    confidence : float
        Of the value at risk.

    Returns
    -------
    LikelihoodRatio
        Sum of Kupiec's and the independence statistic, chi-square with two degrees of
        freedom; NaN where one of them is.

    References
    ----------
    P. F. Christoffersen, Evaluating interval forecasts, International Economic Review 39
    (1998), section 3.3.
    """
    count = kupiec(int(violations.sum()), violations.size, confidence).statistic
    total = count + independence(violations).statistic
    if math.isnan(total):
        return LikelihoodRatio(math.nan, math.nan)
    return LikelihoodRatio(total, chi_square_tail(total, 2))


def _at_best(successes: int, trials: int) -> float:
    return log_likelihood(successes, trials, successes / trials) if trials else 0.0
