"""Prices at or below zero: kept and shown, and refused where returns or logarithms are needed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from apps.instruments.errors import NonPositivePriceError


def positive_from(
    symbols: Sequence[str],
    dates: NDArray[np.datetime64],
    closes: NDArray[np.float64],
    *,
    first: int = 0,
    instead: str = "",
) -> int:
    """Return from which row on every close is above zero.

    Parameters
    ----------
    symbols : sequence of str
        Names of the columns.
    dates : ndarray of shape (n_rows,)
        Rising.
    closes : ndarray of shape (n_rows, n_symbols)
        NaN where there is none.
    first : int
        Row from which on returns are needed; earlier rows may be given up.
    instead : str
        What else helps, for the refusal.

    Raises
    ------
    NonPositivePriceError
        Naming the newest bar that is not above zero, when it lies at or after `first`.
    """
    rows, columns = np.nonzero(closes <= 0.0)
    if not rows.size:
        return 0
    row, column = int(rows[-1]), int(columns[-1])
    if row >= first:
        raise NonPositivePriceError(
            symbols[column],
            moment=str(dates[row]),
            price=float(closes[row, column]),
            instead=instead,
        )
    return row + 1
