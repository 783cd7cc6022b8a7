"""The two recursive averages that indicators are made of, as whole series."""

import numpy as np

from ml.typing import Float64Array


def exponential(values: Float64Array, window: int) -> Float64Array:
    r"""Exponential mean with :math:`\alpha = 2 / (n + 1)`, started at the first plain mean.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        Oldest first; NaN is allowed before the first value only.
    window : int
        Span n.

    Returns
    -------
    ndarray of shape (n_observations,)
        NaN until the window is full.
    """
    return _recursive(values, window, 2.0 / (window + 1.0))


def wilder(values: Float64Array, window: int) -> Float64Array:
    r"""Wilder's mean with :math:`\alpha = 1 / n`, started at the first plain mean.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        Oldest first; NaN is allowed before the first value only.
    window : int
        Span n.

    Returns
    -------
    ndarray of shape (n_observations,)
        NaN until the window is full.

    References
    ----------
    J. W. Wilder, New Concepts in Technical Trading Systems (1978).
    """
    return _recursive(values, window, 1.0 / window)


def _recursive(values: Float64Array, window: int, weight: float) -> Float64Array:
    out = np.full(values.size, np.nan)
    begin = int(np.isnan(values).sum())
    first = begin + window - 1
    if values.size <= first:
        return out
    last = float(values[begin : first + 1].mean())
    out[first] = last
    for at in range(first + 1, values.size):
        last += weight * (float(values[at]) - last)
        out[at] = last
    return out
