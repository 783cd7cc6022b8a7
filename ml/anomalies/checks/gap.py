"""Sessions, or minutes, that the calendar has and the series has not."""

from typing import Final

import numpy as np

from ml.anomalies.checks.impossible_time import follows_another_calendar
from ml.anomalies.finding import ProposedRepair, SeriesFinding, Severity
from ml.anomalies.series import PriceSeries
from ml.anomalies.sessions import missing_bars
from ml.anomalies.words import counted, moment
from ml.typing import Int64Array

# A market of minutes may be silent for a few.
LEAST_MINUTES: Final = 5
SERIOUS: Final = 20
# Holidays of another market close it for a few sessions.
LONGEST_CLOSURE: Final = 4
# With more missing than this the series is of another frequency, not full of holes.
SPARSE: Final = 0.4


def _runs(series: PriceSeries, missing: Int64Array) -> list[Int64Array]:
    """Return missing bars in runs without an expected bar in between."""
    if series.sessions is None:
        places = missing // series.step_us
    else:
        places = np.searchsorted(series.sessions, missing)
    return np.split(missing, np.flatnonzero(np.diff(places) != 1) + 1)


def gap(series: PriceSeries) -> list[SeriesFinding]:
    """Return one finding for each run of missing bars between the first and the last bar.

    Parameters
    ----------
    series : PriceSeries
        Raw bars; minutes of a market round the clock are missed from five on.
    """
    missing = missing_bars(series)
    if not len(missing):
        return []
    if len(missing) > SPARSE * (len(missing) + len(series)):
        return [_sparse(series, missing)]
    least = 1 if series.daily else LEAST_MINUTES
    if follows_another_calendar(series):
        least = LONGEST_CLOSURE + 1
    return [_fault(series, run) for run in _runs(series, missing) if len(run) >= least]


def _repair(series: PriceSeries, first: int, last: int) -> ProposedRepair | None:
    return ProposedRepair("refetch", first, last) if series.refetchable else None


def _fault(series: PriceSeries, run: Int64Array) -> SeriesFinding:
    first, last = int(run[0]), int(run[-1])
    word = "session" if series.daily else "minute"
    span = moment(first) if first == last else f"{moment(first)} to {moment(last)}"
    are = "is" if len(run) == 1 else "are"
    severity: Severity = "error" if len(run) >= SERIOUS and series.daily else "warning"
    return SeriesFinding(
        "gap",
        severity,
        first,
        last,
        f"{counted(len(run), word)} of the calendar {are} missing: {span}.",
        {"missing": len(run), "first": moment(first), "last": moment(last)},
        _repair(series, first, last),
    )


def _sparse(series: PriceSeries, missing: Int64Array) -> SeriesFinding:
    first, last = int(missing[0]), int(missing[-1])
    share = len(missing) / (len(missing) + len(series))
    return SeriesFinding(
        "gap",
        "error",
        first,
        last,
        f"{share:.0%} of the calendar's bars are missing: the series has another frequency, "
        "or most of it was never delivered.",
        {"missing": len(missing), "share": round(share, 4)},
        _repair(series, first, last),
    )
