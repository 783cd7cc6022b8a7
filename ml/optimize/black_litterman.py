"""Black and Litterman: market-implied returns moved towards someone's views."""

import numpy as np

from ml.libraries import library
from ml.optimize.problem import View
from ml.typing import Float64Array, Float64Array1D, Float64Array2D

TAU = 0.05


def implied_returns(
    covariance: Float64Array2D,
    weights: Float64Array1D,
    *,
    risk_aversion: float,
    risk_free_rate: float,
) -> Float64Array1D:
    r"""Expected returns for which given weights would be optimal.

    Parameters
    ----------
    covariance : ndarray of shape (n_assets, n_assets)
        Of a year.
    weights : ndarray of shape (n_assets,)
        The reference portfolio.
    risk_aversion : float
        Price of variance.
    risk_free_rate : float
        Of a year.

    Returns
    -------
    ndarray of shape (n_assets,)
        :math:`r_f + \delta \Sigma w`.
    """
    return np.asarray(risk_free_rate + risk_aversion * covariance @ weights)


def posterior_returns(
    covariance: Float64Array2D, prior: Float64Array1D, views: tuple[View, ...]
) -> Float64Array1D:
    r"""Expected returns after taking views into account.

    Parameters
    ----------
    covariance : ndarray of shape (n_assets, n_assets)
        Of a year.
    prior : ndarray of shape (n_assets,)
        Expected returns before.
    views : tuple of View
        Opinions; with confidence c a single view moves its combination the fraction c of
        the way from the prior to the view.

    Returns
    -------
    ndarray of shape (n_assets,)
        :math:`\pi + \tau\Sigma P^\top (P \tau\Sigma P^\top + \Omega)^{-1} (Q - P\pi)` with
        Idzorek's :math:`\omega_k = \frac{1 - c_k}{c_k}\, p_k \tau\Sigma p_k^\top`.

    References
    ----------
    F. Black, R. Litterman, Global portfolio optimization, Financial Analysts Journal 48(5)
    (1992). T. Idzorek, A step-by-step guide to the Black-Litterman model (2005); closed form:
    J. Walters, The Black-Litterman model in detail (2014).
    """
    if not views:
        return prior
    picks: Float64Array = np.zeros((len(views), prior.size))
    for row, view in enumerate(views):
        for position, coefficient in view.assets:
            picks[row, position] = coefficient
    expected = np.array([view.expected for view in views])
    confidence = np.array([view.confidence for view in views])
    spread = TAU * covariance @ picks.T
    certainty = picks @ spread
    omega = np.diag((1.0 - confidence) / confidence * np.diag(certainty))
    with library("the posterior of the views", warns=False):
        moved = np.linalg.solve(certainty + omega, expected - picks @ prior)
    return np.asarray(prior + spread @ moved)
