"""The noise floor: what rounding leaves of a spread that does not exist.

A constant series, a line through exact multiples and an exact fit have a spread of zero on paper
and of some 1e-16 of the data in double precision. Whatever is divided by it is noise. Every
division by a spread compares it with the floor at the data's own scale first.
"""

from typing import Final

import numpy as np

from ml.typing import BoolArray, Float64Array

ROUNDING: Final = 1e-12
"""Largest share of the data's size that sums, lines and recurrences over some 1e6 values leave.

About 4,500 units in the last place: an inner product of n values errs by about eps sqrt(n), and a
residual is a difference of a few of them. Prices vary by 1e-8 and more from bar to bar.
"""
CANCELLED: Final = 1e-11
"""Share of its terms below which a difference of sums of squares is rounding.

Sums that are kept about the mean of a window long past lose another few digits to its distance.
"""
RATIO: Final = 1.0
"""Scale of returns and log returns: they carry the rounding of price ratios, which are near one,
however small they are themselves."""
VARIANCE: Final = (ROUNDING * RATIO) ** 2
"""Variance of returns up to which it is rounding."""


def noise_floor(values: Float64Array, *, unit: float = 0.0) -> float:
    """Spread up to which a sample is rounding.

    Parameters
    ----------
    values : ndarray
        Any shape; NaN and infinities are left out.
    unit : float
        Least scale, where the values are differences of larger numbers; `RATIO` for returns.

    Returns
    -------
    float
        The unit of the values: `ROUNDING` times the largest absolute value; 0 for none.
    """
    finite = values[np.isfinite(values)]
    largest = float(np.abs(finite).max()) if finite.size else 0.0
    return ROUNDING * max(largest, unit)


def does_vary(values: Float64Array, *, unit: float = 0.0) -> bool:
    """Whether a sample has a spread that is data.

    Parameters
    ----------
    values : ndarray of shape (n_observations,)
        Any unit; NaN and infinities are left out.
    unit : float
        As for :func:`noise_floor`.

    Returns
    -------
    bool
        False below two values and where the range is rounding.
    """
    finite = values[np.isfinite(values)]
    if finite.size < 2:
        return False
    return float(np.ptp(finite)) > noise_floor(finite, unit=unit)


def above_noise(spread: Float64Array, scale: Float64Array | float) -> BoolArray:
    """Where spreads are data at the scale of what they are spreads of.

    Parameters
    ----------
    spread : ndarray
        Standard deviations or ranges, not negative; NaN is not above.
    scale : ndarray or float
        Size of the data behind each spread, in the same unit.

    Returns
    -------
    ndarray of bool
        The shape of both together.
    """
    return np.asarray(spread > ROUNDING * np.abs(scale))


def divisor(spread: Float64Array, scale: Float64Array | float) -> Float64Array:
    """Spreads to divide by: NaN where they are rounding.

    Parameters
    ----------
    spread, scale : ndarray
        As for :func:`above_noise`.

    Returns
    -------
    ndarray
        The spreads, NaN where they are not above the floor.
    """
    return np.where(above_noise(spread, scale), spread, np.nan)
