"""Bars where the clock or the calendar has no place for one."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ml.anomalies.finding import ProposedRepair, SeriesFinding
from ml.anomalies.series import DAY_US, PriceSeries
from ml.anomalies.words import moment
from ml.typing import BoolArray

EARLIEST_US: Final = int(np.datetime64("1900-01-01", "us").astype(np.int64))
# East of Greenwich the day's bar begins before the day does in UTC.
AHEAD_US: Final = 14 * 3_600_000_000
# On so many weekdays off it, a series follows another calendar than the one it is said to.
FOREIGN: Final = 5


def _impossible(series: PriceSeries) -> BoolArray:
    ahead = AHEAD_US if series.daily else 0
    late, early = series.timestamps > series.now_us + ahead, series.timestamps < EARLIEST_US
    return np.logical_or(late, early)


def off_session(series: PriceSeries) -> BoolArray:
    """Return which daily bars lie on days when the exchange was closed, shape (T,).

    Days before and after what the calendar knows are taken as fine.

    Parameters
    ----------
    series : PriceSeries
        Raw bars; of days only, minutes are never off a session.
    """
    if series.sessions is None or not len(series.sessions):
        return np.zeros(len(series), dtype=np.bool_)
    days = series.timestamps // DAY_US * DAY_US
    covered: BoolArray = (days >= series.sessions[0]) & (days <= series.sessions[-1])
    return np.logical_and(covered, ~np.isin(days, series.sessions))


def follows_another_calendar(series: PriceSeries) -> bool:
    """Return whether bars on several closed weekdays say that the calendar is another market's.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    """
    weekday = (series.timestamps // DAY_US + 3) % 7  # 1970-01-01 was a Thursday
    return int(np.count_nonzero(off_session(series) & (weekday < 5))) >= FOREIGN


def impossible_time(series: PriceSeries) -> list[SeriesFinding]:
    """Return bars of the future, of before 1900, off the interval's grid, or on closed days.

    Parameters
    ----------
    series : PriceSeries
        Raw bars.
    """
    return list(_faults(series))


def _faults(series: PriceSeries) -> Iterator[SeriesFinding]:
    wild = _impossible(series)
    for row in np.flatnonzero(wild):
        at = int(series.timestamps[row])
        side = "lies in the future" if at > series.now_us else "lies before 1900"
        yield _fault("error", at, f"The bar of {moment(at)} {side}.", {"when": moment(at)})
    ragged = ~wild & (series.timestamps % series.step_us != 0)
    for row in np.flatnonzero(ragged):
        at = int(series.timestamps[row])
        text = f"The bar of {moment(at)} does not start on its interval's grid."
        yield _fault("warning", at, text, {"when": moment(at)})
    closed = off_session(series) & ~wild & ~ragged
    if follows_another_calendar(series):
        yield _foreign(series, closed)
        return
    for row in np.flatnonzero(closed):
        at = int(series.timestamps[row])
        weekday = np.datetime64(at, "us").astype(object).strftime("%A")
        text = f"{moment(at)}, a {weekday}, is a day on which the exchange was closed."
        yield _fault("warning", at, text, {"when": moment(at), "weekday": weekday})


def _fault(severity: str, at: int, sentence: str, evidence: dict[str, str]) -> SeriesFinding:
    return SeriesFinding(
        "impossible_time",
        "error" if severity == "error" else "warning",
        at,
        at,
        sentence,
        evidence,
        ProposedRepair("drop", at, at),
    )


def _foreign(series: PriceSeries, closed: BoolArray) -> SeriesFinding:
    rows = np.flatnonzero(closed)
    return SeriesFinding(
        "impossible_time",
        "info",
        int(series.timestamps[rows[0]]),
        int(series.timestamps[rows[-1]]),
        f"{len(rows)} of {len(series):,} bars lie on days when the exchange was closed: the series "
        "follows another calendar than its instrument's.",
        {"bars": len(rows), "of": len(series)},
    )
