"""Parts of a portfolio's risk that sum to the whole (Euler's theorem)."""

import math

import numpy as np

from ml.risk.normal import normal_quantile
from ml.risk.tail import tail_rank
from ml.series.noise import RATIO, ROUNDING
from ml.typing import Float64Array


def gaussian_components(
    weights: Float64Array, mean: Float64Array, covariance: Float64Array, confidence: float
) -> Float64Array:
    r"""Each asset's part of a Gaussian portfolio's value at risk.

    Parameters
    ----------
    weights : ndarray of shape (n_assets,)
        Fractions of the portfolio's value.
    mean : ndarray of shape (n_assets,)
        Mean returns of a period.
    covariance : ndarray of shape (n_assets, n_assets)
        Covariance of the returns of a period.
    confidence : float
        For example 0.95.

    Returns
    -------
    ndarray of shape (n_assets,)
        Losses of a period; negative for an asset that hedges. They sum to
        :math:`-(w^\top\mu + z_{1-c}\sqrt{w^\top\Sigma w})`.

    Notes
    -----
    :math:`-w_i \mu_i - z_{1-c}\, w_i (\Sigma w)_i / \sqrt{w^\top\Sigma w}`.

    References
    ----------
    D. Tasche, Risk contributions and performance measurement (1999).
    """
    marginal = covariance @ weights
    sigma = math.sqrt(max(float(weights @ marginal), 0.0))
    spread = weights * marginal / sigma if sigma > ROUNDING * RATIO else np.zeros_like(weights)
    return np.asarray(-weights * mean - normal_quantile(1.0 - confidence) * spread)


def scenario_components(
    contributions: Float64Array, confidence: float, *, scale: float = 1.0
) -> Float64Array:
    r"""Each asset's part of a value at risk read from scenarios.

    Parameters
    ----------
    contributions : ndarray of shape (n_scenarios, n_assets)
        What each asset adds to the portfolio's return in each scenario, without NaN
        (weights times returns; divided by the portfolio's volatility for a filtered
        simulation).
    confidence : float
        For example 0.95.
    scale : float
        Turns scenario units into returns (tomorrow's volatility for a filtered simulation).

    Returns
    -------
    ndarray of shape (n_assets,)
        Losses of a period that sum to the value at risk of the row sums.

    Notes
    -----
    Euler's allocation is :math:`-E[w_i r_i \mid r_p = -\mathrm{VaR}]`. A single scenario has
    that loss, so the mean is taken over its neighbours in rank (triangular weights over about
    :math:`\sqrt{n(1-c)}` ranks each way), and what that local mean misses of the exact rank
    is shared out in proportion to absolute contributions.

    References
    ----------
    D. Tasche, Capital allocation to business units and sub-portfolios: the Euler principle
    (2008), section 4.
    """
    totals = contributions.sum(axis=1)
    order = np.argsort(totals, kind="stable")
    rank = tail_rank(totals.size, confidence) - 1
    reach = round(math.sqrt(rank + 1))
    near = np.arange(max(0, rank - reach), min(totals.size, rank + reach + 1))
    weights = 1.0 + reach - np.abs(near - rank)
    local = weights @ contributions[order[near]] / weights.sum()
    missing = float(totals[order[rank]] - local.sum())
    size = np.abs(local)
    moved = float(size.sum()) > ROUNDING * float(np.abs(contributions).max())
    share = size / size.sum() if moved else np.full(size.shape, 1.0 / size.size)
    return np.asarray(-scale * (local + missing * share))
