"""Is a pair cointegrated all along, or only on average? Engle-Granger in windows over time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.errors import InsufficientDataError
from ml.pairs.one_lag import engle_granger_p_values, residual_statistics, reversion
from ml.pairs.screen import NEEDED
from ml.series.noise import ROUNDING
from ml.typing import Float64Array


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """One row for each window, oldest first.

    Attributes
    ----------
    end : ndarray of shape (n_windows,)
        Place of each window's last observation.
    p_value : ndarray of shape (n_windows,)
        Engle-Granger with one lag, MacKinnon's p-value for an estimated hedge; NaN where the
        window's spread does not vary.
    beta : ndarray of shape (n_windows,)
        Hedge ratio of the window; NaN where x does not vary in it.
    half_life : ndarray of shape (n_windows,)
        Observations; NaN where the window's spread does not revert.
    window : int
        Observations in a window.
    """

    end: NDArray[np.intp]
    p_value: Float64Array
    beta: Float64Array
    half_life: Float64Array
    window: int


def cointegration_stability(
    y: Float64Array, x: Float64Array, window: int, *, most: int = 120
) -> Stability:
    """Test a pair in windows that move over its history.

    Parameters
    ----------
    y, x : ndarray of shape (n_observations,)
        Prices or log prices, complete and aligned; y is regressed on x with a constant.
    window : int
        Observations in a window, at least 30.
    most : int
        Windows at most; they are spread evenly and the newest ends at the last observation.

    Returns
    -------
    Stability
        Each p-value equals `statsmodels.tsa.stattools.coint(maxlag=1, autolag=None)` on its
        window. Windows overlap, so their p-values are no independent votes.

    Raises
    ------
    InsufficientDataError
        With fewer observations than a window.
    ValueError
        When the window is below 30.
    """
    if window < NEEDED:
        raise ValueError(f"a window holds at least {NEEDED} observations")
    if y.size < window:
        raise InsufficientDataError(int(y.size), window)
    step = max(1, -(-(y.size - window + 1) // most))
    end = np.arange(y.size - 1, window - 2, -step)[::-1]
    rows = end[:, None] + np.arange(1 - window, 1)
    own, other = y[rows], x[rows]
    scale_y, scale_x = np.abs(own).max(axis=1), np.abs(other).max(axis=1)
    own = own - own.mean(axis=1, keepdims=True)
    other = other - other.mean(axis=1, keepdims=True)
    square = np.einsum("it,it->i", other, other)
    varies = square > window * (ROUNDING * scale_x) ** 2
    beta = np.einsum("it,it->i", own, other) / np.where(varies, square, np.nan)
    residuals = own - beta[:, None] * other
    scale = scale_y + np.abs(beta) * scale_x
    half_life, _ = reversion(residuals, scale)
    p_value = engle_granger_p_values(residual_statistics(residuals, scale))
    return Stability(end, p_value, beta, half_life, window)
