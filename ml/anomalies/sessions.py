"""Which bars a series should have: the calendar's days, or every step round the clock."""

import numpy as np

from ml.anomalies.series import PriceSeries
from ml.typing import Int64Array


def missing_bars(series: PriceSeries) -> Int64Array:
    """Return the starts of the bars that are missing between the first and the last one.

    Parameters
    ----------
    series : PriceSeries
        Raw bars; without `sessions` every step is expected.

    Returns
    -------
    ndarray of shape (M,)
        Microseconds since 1970, ascending.
    """
    present = series.timestamps // series.step_us * series.step_us
    present = present[present <= series.now_us]
    if len(present) < 2:
        return np.empty(0, dtype=np.int64)
    if series.sessions is None:
        expected = np.arange(present[0], present[-1], series.step_us, dtype=np.int64)
    else:
        within = (series.sessions > present[0]) & (series.sessions < present[-1])
        expected = series.sessions[within]
    return np.setdiff1d(expected, present)
