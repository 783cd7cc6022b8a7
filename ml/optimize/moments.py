"""Expected returns and covariances of a year, from returns of a period."""

from typing import Final

import numpy as np

from ml.libraries import library
from ml.series.noise import CANCELLED
from ml.typing import Float64Array1D, Float64Array2D

EMA_SPAN: Final = 500
EWMA_SPAN: Final = 180
_LEAST_EIGENVALUE: Final = 1e-10


def mean_returns(returns: Float64Array2D, periods: float) -> Float64Array1D:
    r"""Arithmetic mean returns, annualised.

    Parameters
    ----------
    returns : ndarray of shape (n_observations, n_assets)
        Simple returns of a period, no NaN.
    periods : float
        Periods a year.

    Returns
    -------
    ndarray of shape (n_assets,)
        :math:`m \bar r`, what mean-variance theory means by an expected return.
    """
    return np.asarray(returns.mean(axis=0) * periods)


def ema_returns(returns: Float64Array2D, periods: float, *, span: int = EMA_SPAN) -> Float64Array1D:
    r"""Exponentially weighted mean returns, annualised: recent ones count more.

    Parameters
    ----------
    returns : ndarray of shape (n_observations, n_assets)
        Simple returns of a period, oldest first, no NaN.
    periods : float
        Periods a year.
    span : int
        Span of the weights, :math:`\alpha = 2 / (\mathrm{span} + 1)`.

    Returns
    -------
    ndarray of shape (n_assets,)
        Expected returns of a year.
    """
    return np.asarray(_weights(returns.shape[0], span) @ returns * periods)


def capm_returns(
    returns: Float64Array2D, market: Float64Array1D, periods: float, *, risk_free_rate: float = 0.0
) -> Float64Array1D:
    r"""Expected returns by the capital asset pricing model.

    Parameters
    ----------
    returns : ndarray of shape (n_observations, n_assets)
        Simple returns of a period, no NaN.
    market : ndarray of shape (n_observations,)
        The market's simple returns of the same periods, no NaN.
    periods : float
        Periods a year.
    risk_free_rate : float
        Of a year.

    Returns
    -------
    ndarray of shape (n_assets,)
        :math:`r_f + \beta_i (m \bar r_M - r_f)`.

    References
    ----------
    W. F. Sharpe, Capital asset prices, Journal of Finance 19(3) (1964).
    """
    centred = market - market.mean()
    betas = centred @ (returns - returns.mean(axis=0)) / (centred @ centred)
    premium = float(market.mean()) * periods - risk_free_rate
    return np.asarray(risk_free_rate + betas * premium)


def sample_covariance(returns: Float64Array2D, periods: float) -> Float64Array2D:
    """Sample covariance (ddof = 1), annualised.

    Parameters
    ----------
    returns : ndarray of shape (n_observations, n_assets)
        Simple returns of a period, no NaN.
    periods : float
        Periods a year.

    Returns
    -------
    ndarray of shape (n_assets, n_assets)
        Covariance of a year.
    """
    return positive_definite(np.atleast_2d(np.cov(returns, rowvar=False)) * periods)


def ledoit_wolf_covariance(returns: Float64Array2D, periods: float) -> Float64Array2D:
    r"""Covariance shrunk towards equal variances without correlation, annualised.

    Parameters
    ----------
    returns : ndarray of shape (n_observations, n_assets)
        Simple returns of a period, no NaN.
    periods : float
        Periods a year.

    Returns
    -------
    ndarray of shape (n_assets, n_assets)
        Covariance of a year.

    Notes
    -----
    :math:`(1 - \delta) S + \delta \bar\sigma^2 I` with the intensity :math:`\delta` that
    minimises the expected squared error.

    References
    ----------
    O. Ledoit, M. Wolf, A well-conditioned estimator for large-dimensional covariance
    matrices, Journal of Multivariate Analysis 88 (2004).
    """
    count, size = returns.shape
    x = returns - returns.mean(axis=0)
    s = x.T @ x / count
    level = float(np.trace(s)) / size
    distance = float(np.sum(s**2)) / size - level**2
    noise = (float(np.sum((x**2).T @ x**2)) / count - float(np.sum(s**2))) / (count * size)
    # A difference of squares: below the floor the variances are equal already.
    equal = distance <= CANCELLED * level**2
    shrink = 1.0 if equal else min(max(noise / distance, 0.0), 1.0)
    return positive_definite(((1.0 - shrink) * s + shrink * level * np.eye(size)) * periods)


def ewma_covariance(
    returns: Float64Array2D, periods: float, *, span: int = EWMA_SPAN
) -> Float64Array2D:
    r"""Exponentially weighted covariance, annualised.

    Parameters
    ----------
    returns : ndarray of shape (n_observations, n_assets)
        Simple returns of a period, oldest first, no NaN.
    periods : float
        Periods a year.
    span : int
        Span of the weights, :math:`\alpha = 2 / (\mathrm{span} + 1)`.

    Returns
    -------
    ndarray of shape (n_assets, n_assets)
        :math:`m \sum_t \omega_t (r_t - \bar r)(r_t - \bar r)^\top` with weights that sum to
        one and the weighted mean :math:`\bar r`.
    """
    weights = _weights(returns.shape[0], span)
    x = returns - weights @ returns
    return positive_definite((x * weights[:, None]).T @ x * periods)


def positive_definite(covariance: Float64Array2D) -> Float64Array2D:
    """The nearest covariance with no direction of zero risk.

    Parameters
    ----------
    covariance : ndarray of shape (n_assets, n_assets)
        Symmetric.

    Returns
    -------
    ndarray of shape (n_assets, n_assets)
        The same matrix, made exactly symmetric, unless an eigenvalue lies below 1e-10 of the
        mean variance: these are raised to it, so that optimisers have one answer.
    """
    symmetric = np.asarray((covariance + covariance.T) / 2.0)
    with library("the covariance's eigenvalues", warns=False):
        values, vectors = np.linalg.eigh(symmetric)
    floor = _LEAST_EIGENVALUE * max(float(values.mean()), np.finfo(np.float64).tiny)
    if values[0] >= floor:
        return symmetric
    raised = (vectors * np.maximum(values, floor)) @ vectors.T
    return np.asarray((raised + raised.T) / 2.0)


def _weights(count: int, span: int) -> Float64Array1D:
    decay = 1.0 - 2.0 / (span + 1.0)
    weights = decay ** np.arange(count - 1, -1, -1, dtype=np.float64)
    return np.asarray(weights / weights.sum())
