"""Correlation of assets, from the periods that each pair has in common."""

from dataclasses import dataclass

import numpy as np

from ml.series.noise import RATIO, above_noise
from ml.series.returns import simple_returns
from ml.typing import Float64Array, Float64Array2D, Int64Array


@dataclass(frozen=True, slots=True)
class Correlation:
    """Correlations with the observations behind each of them.

    Attributes
    ----------
    matrix : ndarray of shape (n_assets, n_assets)
        Symmetric, in [-1, 1], ones on the diagonal; NaN where a pair has fewer than
        the least overlap or one of the two does not move.
    overlap : ndarray of shape (n_assets, n_assets)
        Periods in which both returns exist.
    """

    matrix: Float64Array2D
    overlap: Int64Array


def correlation(returns: Float64Array, *, min_overlap: int = 20) -> Correlation:
    r"""Pearson correlation of every pair over its common observations.

    Parameters
    ----------
    returns : ndarray of shape (n_observations, n_assets)
        Returns of a period; NaN are left out pair by pair.
    min_overlap : int
        Least common observations for a correlation to be given.

    Returns
    -------
    Correlation
        The matrix and its overlaps. With gaps the matrix need not be positive
        semidefinite: it is made for looking, not for optimising.

    Notes
    -----
    All pairs at once from masked cross products, after each column is centred on its own
    mean, which keeps the sums from cancelling.
    """
    present = np.isfinite(returns)
    if present.all():
        return _complete(returns, min_overlap)
    mask = present.astype(np.float64)
    overlap = mask.T @ mask
    filled = _standardised_columns(np.where(present, returns, np.nan))
    filled = np.where(present, filled, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        sums = filled.T @ mask
        cross = filled.T @ filled - sums * sums.T / overlap
        squares = (filled**2).T @ mask - sums**2 / overlap
        matrix = cross / np.sqrt(squares * squares.T)
    return _finish(matrix, overlap.astype(np.int64), squares, min_overlap)


def session_correlation(closes: Float64Array, *, min_overlap: int = 20) -> Correlation:
    """Pearson correlation of every pair over the sessions that the two have in common.

    Parameters
    ----------
    closes : ndarray of shape (n_days, n_assets)
        Positive prices; NaN where an asset has no session.
    min_overlap : int
        Least common returns for a correlation to be given.

    Returns
    -------
    Correlation
        Of simple returns between one common session and the next, so that both sides of a pair
        are measured over the same span: a coin's weekend is in its Monday, beside a share. What
        other assets are asked about changes no pair.

    Notes
    -----
    Assets with the same sessions are one group; one product a pair of groups is enough.
    """
    patterns, group = np.unique(np.isfinite(closes), axis=1, return_inverse=True)
    group = group.reshape(-1)
    size = closes.shape[1]
    matrix = np.full((size, size), np.nan)
    overlap = np.zeros((size, size), dtype=np.int64)
    for one in range(patterns.shape[1]):
        for other in range(one, patterns.shape[1]):
            common = patterns[:, one] & patterns[:, other]
            if common.sum() < 2:
                continue
            columns = np.flatnonzero((group == one) | (group == other))
            found = _complete(simple_returns(closes[np.ix_(common, columns)]), min_overlap)
            left, right = group[columns] == one, group[columns] == other
            for ours, theirs in ((left, right), (right, left)):
                here, there = np.ix_(columns[ours], columns[theirs]), np.ix_(ours, theirs)
                matrix[here], overlap[here] = found.matrix[there], found.overlap[there]
    return Correlation(matrix, overlap)


def _complete(returns: Float64Array, min_overlap: int) -> Correlation:
    rows, columns = returns.shape
    overlap = np.full((columns, columns), rows, dtype=np.int64)
    if rows == 0:
        return Correlation(np.full((columns, columns), np.nan), overlap)
    scaled = _standardised_columns(returns)
    cross = scaled.T @ scaled
    squares = np.broadcast_to(np.diag(cross)[:, None], cross.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        matrix = cross / np.sqrt(squares * squares.T)
    return _finish(matrix, overlap, squares, min_overlap)


def _standardised_columns(returns: Float64Array) -> Float64Array:
    """Columns with mean 0 and unit root mean square; a column that does not move is 0."""
    counts = np.maximum(np.isfinite(returns).sum(axis=0), 1)
    first = returns - np.where(np.isfinite(returns[:1]), returns[:1], 0.0)
    centred = first - np.nansum(first, axis=0) / counts
    scale = np.sqrt(np.nansum(centred**2, axis=0) / counts)
    size = np.maximum(
        RATIO, np.nanmax(np.abs(np.where(np.isfinite(returns), returns, 0.0)), axis=0)
    )
    varies = above_noise(scale, size)
    scaled = np.where(varies, centred, 0.0) / np.where(varies, scale, 1.0)
    return np.asarray(scaled, dtype=np.float64)


def _finish(
    matrix: Float64Array, overlap: Int64Array, squares: Float64Array, min_overlap: int
) -> Correlation:
    # A pair whose overlap holds almost none of a column's variance has no correlation.
    moves = (squares > 1e-12) & (squares.T > 1e-12)
    enough = overlap >= max(min_overlap, 2)
    clean = np.where(enough & moves, np.clip(matrix, -1.0, 1.0), np.nan)
    diagonal = np.arange(clean.shape[0])
    clean[diagonal, diagonal] = np.where(np.isnan(clean[diagonal, diagonal]), np.nan, 1.0)
    return Correlation(clean, overlap)
