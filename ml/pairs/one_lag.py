"""Engle-Granger statistics with one lag for many spreads at once, and MacKinnon's p-values of them.

MacKinnon's response surface is evaluated for whole columns here: statsmodels' own function takes
one statistic at a time and costs more than the test itself.
"""

from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtr

from ml.series.noise import CANCELLED, ROUNDING, divisor
from ml.typing import Float64Array


class _Surface(NamedTuple):
    """MacKinnon's surface: left of the split a quadratic is best, right of it a cubic."""

    split: float
    smallest: float
    largest: float
    small_p: tuple[float, ...]
    large_p: tuple[float, ...]


# J. MacKinnon, J. Business & Economic Statistics 12 (1994), 167-176, tables 3 and 4: constant.
_ONE_SERIES: Final = _Surface(
    -1.61, -18.83, 2.74, (2.1659, 1.4412, 0.038269), (1.7339, 0.93202, -0.12745, -0.010368)
)
_TWO_SERIES: Final = _Surface(
    -2.62, -18.86, 0.92, (2.92, 1.5012, 0.039796), (2.1945, 0.64695, -0.29198, -0.042377)
)


def unit_root_p_values(statistics: Float64Array) -> Float64Array:
    r"""Asymptotic p-values of Dickey-Fuller statistics with a constant.

    Parameters
    ----------
    statistics : ndarray of shape (n_tests,)
        t values; NaN stays NaN.

    Returns
    -------
    ndarray of shape (n_tests,)
        In [0, 1].

    Notes
    -----
    :math:`\Phi(\sum_i c_i \tau^i)` with the coefficients of MacKinnon (1994).
    """
    return _p_values(statistics, _ONE_SERIES)


def engle_granger_p_values(statistics: Float64Array) -> Float64Array:
    r"""Asymptotic p-values of Engle-Granger statistics of two series with a constant.

    Parameters
    ----------
    statistics : ndarray of shape (n_tests,)
        t values; +inf gives 1, NaN stays NaN.

    Returns
    -------
    ndarray of shape (n_tests,)
        In [0, 1].

    Notes
    -----
    :math:`\Phi(\sum_i c_i \tau^i)` with the coefficients of MacKinnon (1994).
    """
    return _p_values(statistics, _TWO_SERIES)


def _p_values(statistics: Float64Array, surface: _Surface) -> Float64Array:
    inside = np.clip(statistics, surface.smallest, surface.largest)
    small = ndtr(np.polynomial.polynomial.polyval(inside, surface.small_p))
    large = ndtr(np.polynomial.polynomial.polyval(inside, surface.large_p))
    p_values = np.where(inside <= surface.split, small, large)
    p_values = np.where(statistics > surface.largest, 1.0, p_values)
    return np.where(statistics < surface.smallest, 0.0, p_values)


def _inner(a: Float64Array, b: Float64Array) -> Float64Array:
    product: Float64Array = np.einsum("it,it->i", a, b)
    return product


def residual_statistics(residuals: Float64Array, scale: Float64Array) -> Float64Array:
    """Engle-Granger statistics with one lag.

    Parameters
    ----------
    residuals : ndarray of shape (n_tests, n_observations)
        Residuals of a regression with a constant, one test a row.
    scale : ndarray of shape (n_tests,)
        Size of the numbers that each residual is a difference of, for the noise floor.

    Returns
    -------
    ndarray of shape (n_tests,)
        t values of rho; NaN where a residual does not vary, or follows its own past exactly.
    """
    steps = np.diff(residuals, axis=1)
    level, change, before = residuals[:, 1:-1], steps[:, 1:], steps[:, :-1]
    rows = level.shape[1]
    s_ll, s_bb, s_lb = _inner(level, level), _inner(before, before), _inner(level, before)
    s_lc, s_bc, s_cc = _inner(level, change), _inner(before, change), _inner(change, change)
    noise = rows * (ROUNDING * scale) ** 2
    determinant = s_ll * s_bb - s_lb * s_lb
    usable = (s_ll > noise) & (s_bb > noise) & (determinant > CANCELLED * s_ll * s_bb)
    safe = np.where(usable, determinant, 1.0)
    rho = (s_bb * s_lc - s_lb * s_bc) / safe
    gamma = (s_ll * s_bc - s_lb * s_lc) / safe
    rest = s_cc - rho * s_lc - gamma * s_bc
    # Nothing left over: the t value would be a ratio of roundings. The sum of squares itself is a
    # difference, so it also has to stand clear of its own rounding.
    usable &= rest > np.maximum(noise, CANCELLED * s_cc)
    error = np.sqrt(np.where(usable, rest, 1.0) / (rows - 2) * s_bb / safe)
    return np.where(usable, rho / np.where(usable, error, 1.0), np.nan)


def reversion(residuals: Float64Array, scale: Float64Array) -> tuple[Float64Array, Float64Array]:
    """How each residual comes back, and where it is now.

    Parameters
    ----------
    residuals : ndarray of shape (n_tests, n_observations)
        One spread a row.
    scale : ndarray of shape (n_tests,)
        Size of the numbers that each residual is a difference of, for the noise floor.

    Returns
    -------
    tuple of two ndarrays of shape (n_tests,)
        Half-life in observations, NaN where a spread does not revert, and the last value in
        sample standard deviations; both NaN where a spread does not vary.
    """
    deviation = divisor(residuals.std(axis=1, ddof=1), scale)
    older = residuals[:, :-1] - residuals[:, :-1].mean(axis=1, keepdims=True)
    total = _inner(older, older)
    moves = np.isfinite(deviation) & (total > older.shape[1] * (ROUNDING * scale) ** 2)
    phi = _inner(older, residuals[:, 1:]) / np.where(moves, total, 1.0)
    reverts = moves & (phi > 0.0) & (phi < 1.0)
    half = np.where(reverts, -np.log(2.0) / np.log(np.where(reverts, phi, 0.5)), np.nan)
    return half, residuals[:, -1] / deviation
