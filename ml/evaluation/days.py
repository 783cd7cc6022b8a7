"""Which day each of many forecasts belongs to."""

import numpy as np

from ml.typing import DateArray, Int64Array


def day_places(days: DateArray) -> Int64Array:
    """Place of each date among the different dates, the oldest being 0.

    Parameters
    ----------
    days : ndarray of shape (n,)
        The date of each forecast, in any order.

    Returns
    -------
    ndarray of int64, shape (n,)
        Equal for equal dates.
    """
    # One symbol's dates rise already; to sort them was a third of what its scores took.
    if np.all(days[1:] > days[:-1]):
        return np.arange(days.size, dtype=np.int64)
    places: Int64Array = np.unique(days, return_inverse=True)[1]
    return places
