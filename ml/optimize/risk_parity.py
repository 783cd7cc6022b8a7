"""Risk parity: every asset brings the same share of the portfolio's variance."""

import numpy as np

from ml.errors import NotConvergedError
from ml.libraries import library
from ml.typing import Float64Array1D, Float64Array2D

_ROUNDS = 200


def risk_parity_weights(covariance: Float64Array2D, *, tolerance: float = 1e-12) -> Float64Array1D:
    r"""Long-only weights with equal contributions to variance.

    Parameters
    ----------
    covariance : ndarray of shape (n_assets, n_assets)
        Positive definite.
    tolerance : float
        Relative error of the contributions.

    Returns
    -------
    ndarray of shape (n_assets,)
        Positive, sum to one, unique.

    Notes
    -----
    Damped Newton on the convex :math:`\tfrac12 y^\top C y - \tfrac1n \sum \ln y_i` with the
    correlation matrix C; then :math:`w_i \propto y_i / \sigma_i`.

    References
    ----------
    F. Spinu, An algorithm for computing risk parity weights (2013).
    """
    sigma = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(sigma, sigma)
    size = sigma.size
    y = np.full(size, 1.0 / np.sqrt(max(float(correlation.sum()), 1e-12)))
    for _ in range(_ROUNDS):
        gradient = correlation @ y - 1.0 / (size * y)
        if float(np.max(np.abs(gradient * y))) < tolerance / size:
            break
        hessian = correlation + np.diag(1.0 / (size * y**2))
        with library("a step of risk parity", warns=False):
            step = np.linalg.solve(hessian, gradient)
        decrement = float(np.sqrt(gradient @ step) * np.sqrt(size))
        y = y - step / (1.0 + decrement if decrement > 0.25 else 1.0)
    else:
        raise NotConvergedError("risk parity has not converged on this covariance")
    weights = y / sigma
    return np.asarray(weights / weights.sum())
