"""Which rows train which model, and which rows it may be asked about."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ml.errors import InsufficientDataError
from ml.features.frame import FeatureFrame
from ml.features.targets import Targets
from ml.models.base import eligible
from ml.typing import BoolArray, DateArray, Int64Array

ANCHOR_YEAR: Final = 1971
"""Refits fall on 1 January of years counted from here: an absolute grid, so that neither a longer
nor a shorter history moves a boundary and with it an old forecast."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """How the walk goes; years are calendar years."""

    train_years: int = 6
    refit_years: int = 2
    evaluation_years: int = 10
    minimum_train_days: int = 252
    embargo_days: int = 1


@dataclass(frozen=True, slots=True)
class Fold:
    """A model's training span and the span it answers for, [test_from, test_until)."""

    train_from: np.datetime64
    test_from: np.datetime64
    test_until: np.datetime64


def folds(dates: DateArray, protocol: Protocol) -> tuple[Fold, ...]:
    """Lay the refits over a calendar.

    Parameters
    ----------
    dates : ndarray of shape (n_dates,)
        Sessions of the pool on which features are known, ascending.
    protocol : Protocol
        Lengths.

    Returns
    -------
    tuple of Fold
        Oldest first; the last one has no end and serves until the next refit.

    Raises
    ------
    InsufficientDataError
        Fewer sessions than the shortest training span plus one.
    """
    needed = protocol.minimum_train_days
    if dates.size <= needed:
        raise InsufficientDataError(int(dates.size), needed + 1)
    starts = [year for year in _grid(dates, protocol) if _sessions_before(dates, year) >= needed]
    # A history too short for the grid gets one fold that starts as soon as it may.
    bounds = [_january(year) for year in starts] or [dates[needed]]
    ends = [*bounds[1:], np.datetime64("9999-12-31")]
    return tuple(
        Fold(_years_before(start, protocol.train_years), start, end)
        for start, end in zip(bounds, ends, strict=True)
    )


def _grid(dates: DateArray, protocol: Protocol) -> list[int]:
    last = int(str(dates[-1])[:4])
    step = protocol.refit_years
    newest = ANCHOR_YEAR + (last - ANCHOR_YEAR) // step * step
    count = -(-protocol.evaluation_years // step) + 1
    return [newest - step * back for back in reversed(range(count))]


def _january(year: int) -> np.datetime64:
    return np.datetime64(f"{year:04d}-01-01", "D")


def _sessions_before(dates: DateArray, year: int) -> int:
    return int(np.searchsorted(dates, _january(year)))


def _years_before(day: np.datetime64, years: int) -> np.datetime64:
    months = day.astype("datetime64[M]") - np.timedelta64(12 * years, "M")
    first: np.datetime64 = months.astype("datetime64[D]")
    return first


def training_rows(
    frame: FeatureFrame, targets: Targets, pool: BoolArray, fold: Fold, *, embargo_days: int
) -> Int64Array:
    """Rows a fold may learn from: none whose outcome touches the embargo or the test span.

    Parameters
    ----------
    frame : FeatureFrame
        All rows.
    targets : Targets
        Their outcomes and when these become known.
    pool : ndarray of shape (n_rows,)
        Rows of the symbols that train.
    fold : Fold
        The spans.
    embargo_days : int
        Calendar days before the test span in which no outcome may lie.

    Returns
    -------
    ndarray of shape (n_train,)
        Row numbers, ascending.
    """
    limit = fold.test_from - np.timedelta64(embargo_days, "D")
    known = targets.known_on[:, -1] < limit  # NaT compares false: an unknown outcome never trains
    inside = (frame.dates >= fold.train_from) & pool & eligible(frame)
    complete = np.isfinite(targets.scaled).all(axis=1)
    return np.flatnonzero(inside & known & complete)


def test_rows(frame: FeatureFrame, fold: Fold) -> Int64Array:
    """Rows a fold answers for, of every symbol, outcome known or not.

    Parameters
    ----------
    frame : FeatureFrame
        All rows.
    fold : Fold
        The spans.

    Returns
    -------
    ndarray of shape (n_test,)
        Row numbers, ascending.
    """
    inside = (frame.dates >= fold.test_from) & (frame.dates < fold.test_until)
    return np.flatnonzero(inside & eligible(frame))
