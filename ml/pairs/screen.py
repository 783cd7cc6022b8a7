"""All pairs of a universe at once: Engle-Granger with one lag, under false-discovery control.

MacKinnon's response surface is evaluated for whole columns here: statsmodels' own function takes
one statistic at a time and costs more than the test itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtr

from ml.errors import InsufficientDataError, NumericError
from ml.typing import Float64Array

NEEDED: Final = 30

# J. MacKinnon, J. Business & Economic Statistics 12 (1994), 167-176, tables 3 and 4: constant, two
# series. Left of the split a quadratic in the statistic is best, right of it a cubic.
_SPLIT, _SMALLEST, _LARGEST = -2.62, -18.86, 0.92
_SMALL_P: Final = (2.92, 1.5012, 0.039796)
_LARGE_P: Final = (2.1945, 0.64695, -0.29198, -0.042377)


@dataclass(frozen=True, slots=True)
class ScreenedPair:
    """One pair of a screen.

    Attributes
    ----------
    y, x : int
        Columns; y is regressed on x, in the direction that reverts more clearly.
    beta : float
        Hedge ratio of that direction.
    statistic, p_value : float
        Engle-Granger with one lag; the p-value is doubled because two directions were tried.
    adjusted_p_value : float
        The smallest false-discovery rate at which the pair is a discovery.
    half_life : float
        Bars; NaN when the spread does not revert.
    z_score : float
        Last spread in its sample standard deviations.
    """

    y: int
    x: int
    beta: float
    statistic: float
    p_value: float
    adjusted_p_value: float
    half_life: float
    z_score: float


def adjusted_p_values(p_values: Float64Array) -> Float64Array:
    r"""Benjamini-Hochberg adjusted p-values.

    Parameters
    ----------
    p_values : ndarray of shape (n_tests,)
        In [0, 1].

    Returns
    -------
    ndarray of shape (n_tests,)
        :math:`\min_{j \ge i} \min(1, m\,p_{(j)} / j)` in the input's order.

    References
    ----------
    Y. Benjamini and Y. Hochberg, J. Royal Statistical Society B 57 (1995), 289-300.
    """
    count = p_values.size
    order = np.argsort(p_values)[::-1]
    ranks = np.arange(count, 0, -1)
    stepped = np.minimum.accumulate(p_values[order] * count / ranks)
    adjusted = np.empty(count)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def cointegration_screen(
    prices: Float64Array, *, progress: Callable[[float], None] = lambda _: None
) -> list[ScreenedPair]:
    r"""Test every pair of columns for cointegration.

    Parameters
    ----------
    prices : ndarray of shape (n_observations, n_assets)
        Prices or log prices, complete, at least 30 rows and 2 columns.
    progress : callable, optional
        Called with the share done after each column.

    Returns
    -------
    list of ScreenedPair
        One for each unordered pair, the clearest first.

    Raises
    ------
    InsufficientDataError
        Below 30 rows.
    NumericError
        When there are holes or fewer than two columns.

    Notes
    -----
    Each direction regresses y on x with a constant and fits
    :math:`\Delta r_t = \rho r_{t-1} + \gamma \Delta r_{t-1} + e_t` to the residual, as
    `statsmodels.tsa.stattools.coint(maxlag=1, autolag=None)` does, for all pairs of a column in
    one pass of vectors.
    """
    if prices.ndim != 2 or prices.shape[1] < 2:
        raise NumericError("a screen needs at least two series")
    if prices.shape[0] < NEEDED:
        raise InsufficientDataError(int(prices.shape[0]), NEEDED)
    if not np.isfinite(prices).all():
        raise NumericError("the series have holes; align them first")
    found = list(_pairs(prices - prices.mean(axis=0), progress))
    adjusted = adjusted_p_values(np.array([row[4] for row in found]))
    pairs = [
        ScreenedPair(*row[:5], float(q), *row[5:]) for row, q in zip(found, adjusted, strict=True)
    ]
    return sorted(pairs, key=lambda pair: (pair.p_value, pair.statistic))


def engle_granger_p_values(statistics: Float64Array) -> Float64Array:
    r"""Asymptotic p-values of Engle-Granger statistics of two series with a constant.

    Parameters
    ----------
    statistics : ndarray of shape (n_tests,)
        t values; +inf gives 1.

    Returns
    -------
    ndarray of shape (n_tests,)
        In [0, 1].

    Notes
    -----
    :math:`\Phi(\sum_i c_i \tau^i)` with the coefficients of MacKinnon (1994).
    """
    inside = np.clip(statistics, _SMALLEST, _LARGEST)
    small = ndtr(np.polynomial.polynomial.polyval(inside, _SMALL_P))
    large = ndtr(np.polynomial.polynomial.polyval(inside, _LARGE_P))
    p_values = np.where(inside <= _SPLIT, small, large)
    p_values = np.where(statistics > _LARGEST, 1.0, p_values)
    return np.where(statistics < _SMALLEST, 0.0, p_values)


_Row = tuple[int, int, float, float, float, float, float]


def _pairs(centred: Float64Array, progress: Callable[[float], None]) -> Iterator[_Row]:
    """Walk over the columns; each is met with all later ones in both directions at once."""
    series = np.ascontiguousarray(centred.T)
    count = len(series)
    squares = np.einsum("it,it->i", series, series)
    # A series that does not vary hedges nothing: its ratio is 0, not 0 / 0.
    squares = np.where(squares > 0.0, squares, np.inf)
    for column in range(count - 1):
        own, others = series[column], series[column + 1 :]
        cross = others @ own
        forward, backward = cross / squares[column + 1 :], cross / squares[column]
        down = own - forward[:, None] * others
        up = others - backward[:, None] * own
        stat_down, stat_up = residual_statistics(down), residual_statistics(up)
        keep = stat_down <= stat_up
        chosen = np.where(keep[:, None], down, up)
        statistic = np.where(keep, stat_down, stat_up)
        half, z_score = reversion(chosen)
        p_value = np.minimum(2.0 * engle_granger_p_values(statistic), 1.0)
        for place, first in enumerate(keep.tolist()):
            other = column + 1 + place
            y, x = (column, other) if first else (other, column)
            beta = forward[place] if first else backward[place]
            stat, p = float(statistic[place]), float(p_value[place])
            yield y, x, float(beta), stat, p, float(half[place]), float(z_score[place])
        progress((column + 1) / (count - 1))


def _dot(a: Float64Array, b: Float64Array) -> Float64Array:
    product: Float64Array = np.einsum("it,it->i", a, b)
    return product


def residual_statistics(residuals: Float64Array) -> Float64Array:
    """Engle-Granger statistics with one lag.

    Parameters
    ----------
    residuals : ndarray of shape (n_tests, n_observations)
        Residuals of a regression with a constant, one test a row.

    Returns
    -------
    ndarray of shape (n_tests,)
        t values of rho; +inf where a residual does not vary.
    """
    steps = np.diff(residuals, axis=1)
    level, change, before = residuals[:, 1:-1], steps[:, 1:], steps[:, :-1]
    s_ll, s_bb, s_lb = _dot(level, level), _dot(before, before), _dot(level, before)
    s_lc, s_bc, s_cc = _dot(level, change), _dot(before, change), _dot(change, change)
    determinant = s_ll * s_bb - s_lb * s_lb
    usable = determinant > 1e-24 * np.maximum(s_ll * s_bb, 1e-300)
    safe = np.where(usable, determinant, 1.0)
    rho = (s_bb * s_lc - s_lb * s_bc) / safe
    gamma = (s_ll * s_bc - s_lb * s_lc) / safe
    rest = np.maximum(s_cc - rho * s_lc - gamma * s_bc, 1e-300)
    error = np.sqrt(rest / (level.shape[1] - 2) * s_bb / safe)
    return np.where(usable, rho / np.where(usable, error, 1.0), np.inf)


def reversion(residuals: Float64Array) -> tuple[Float64Array, Float64Array]:
    """How each residual comes back, and where it is now.

    Parameters
    ----------
    residuals : ndarray of shape (n_tests, n_observations)
        One spread a row.

    Returns
    -------
    tuple of two ndarrays of shape (n_tests,)
        Half-life in observations, NaN where a spread does not revert, and the last value in
        sample standard deviations, NaN where it stands still.
    """
    older = residuals[:, :-1] - residuals[:, :-1].mean(axis=1, keepdims=True)
    total = _dot(older, older)
    moves = total > 0.0
    phi = _dot(older, residuals[:, 1:]) / np.where(moves, total, 1.0)
    reverts = moves & (phi > 0.0) & (phi < 1.0)
    half = np.where(reverts, -np.log(2.0) / np.log(np.where(reverts, phi, 0.5)), np.nan)
    deviation = residuals.std(axis=1, ddof=1)
    z_score = residuals[:, -1] / np.where(deviation > 0.0, deviation, np.nan)
    return half, z_score
