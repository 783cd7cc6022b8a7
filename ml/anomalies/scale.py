"""How much a series moves around each bar, by medians that a wrong price cannot pull along."""

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ml.typing import Float64Array

WINDOW: Final = 61
# The median of |x| of a normal variable is 0.6745 standard deviations.
_NORMAL: Final = 0.6744897501960817
_FLOOR: Final = 1e-4


def rolling_median(values: Float64Array, window: int = WINDOW) -> Float64Array:
    """Return the median of the `window` values around each one, (T,), NaN left out.

    Near the ends the window is mirrored, so that each place has a full one. NaN where a window
    knows nothing.

    Parameters
    ----------
    values : ndarray of shape (T,)
        Any unit; NaN where unknown.
    window : int
        An odd count; a shorter series takes its own length.
    """
    if not len(values) or np.isnan(values).all():
        return np.full(len(values), np.nan)
    half = min(window, len(values)) // 2
    padded = np.pad(values, half, mode="reflect") if half else values
    windows = sliding_window_view(padded, 2 * half + 1)
    known = ~np.isnan(windows).all(axis=1)
    medians = np.full(len(values), np.nan)
    medians[known] = np.nanmedian(windows[known], axis=1)
    return medians


def log_returns_of(prices: Float64Array) -> Float64Array:
    """Return log returns of sound prices, (T,); the first is zero.

    Parameters
    ----------
    prices : ndarray of shape (T,)
        Above zero, finite.
    """
    logs = np.log(prices)
    return np.diff(logs, prepend=logs[:1])


def local_scale(returns: Float64Array) -> Float64Array:
    r"""Return the standard deviation around each return, (T,), in the unit of the returns.

    .. math:: \sigma_t = \mathrm{median}_{|s-t| \le 30} |r_s| / 0.6745

    Parameters
    ----------
    returns : ndarray of shape (T,)
        Per-bar returns; NaN where unknown.

    References
    ----------
    Hampel, F. R. (1974). The influence curve and its role in robust estimation. JASA 69.
    """
    scale = rolling_median(np.abs(returns)) / _NORMAL
    return np.where(np.isnan(scale), np.inf, np.maximum(scale, _FLOOR))
