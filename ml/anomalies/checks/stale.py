"""A series that should keep up with its market and does not."""

from typing import Final

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.series import PriceSeries
from ml.anomalies.words import counted, moment

PATIENCE: Final = {True: 1, False: 15}
SERIOUS: Final = {True: 4, False: 60}


def stale(series: PriceSeries) -> list[SeriesFinding]:
    """Return a finding when the last bar is behind the calendar.

    Parameters
    ----------
    series : PriceSeries
        Raw bars; nothing is expected of a series without `expected_us`.
    """
    last = int(series.timestamps[-1])
    if not series.expected_us or last >= series.expected_us:
        return []
    if series.sessions is None:
        behind = (series.expected_us - last) // series.step_us
    else:
        late = (series.sessions > last) & (series.sessions <= series.expected_us)
        behind = int(np.count_nonzero(late))
    if behind < PATIENCE[series.daily]:
        return []
    word = "session" if series.daily else "minute"
    return [
        SeriesFinding(
            "stale",
            "error" if behind >= SERIOUS[series.daily] else "warning",
            last,
            series.expected_us,
            f"The last bar is of {moment(last)}, {counted(int(behind), word)} behind the market.",
            {"behind": int(behind), "last": moment(last), "expected": moment(series.expected_us)},
            ProposedRepair("refetch", last, series.expected_us) if series.refetchable else None,
        )
    ]
