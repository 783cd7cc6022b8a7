"""The z-score of a pair as alerts look at it: by any hedge, at any interval."""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from apps.alerts.types import Question, ValueSeries
from apps.instruments.calendars import bar_closes
from apps.instruments.selectors import latest_bars
from apps.instruments.types import DAY_US, MICROSECOND, Instrument
from apps.pairs.selectors import pair_aligned, pair_check, require_pair
from apps.pairs.services import needed_bars
from apps.pairs.types import INTERVAL_US, AlignedPair, PairQuery, series_key
from ml.errors import DoesNotVaryError
from ml.pairs.hedge import check_spread, expanding_hedge, kalman_hedge, ols_hedge, rolling_hedge
from ml.pairs.methods import HedgeMethod
from ml.pairs.moments import PairMoments, pair_moments
from ml.pairs.spread import line_z_score, pair_z_score, rolling_correlation
from ml.typing import Float64Array


def z_score_history(question: Question) -> ValueSeries:
    """Return the z-scores that a rule would have looked at."""
    query = PairQuery(question.symbol, question.symbol_x, question.interval, question.log)
    method = cast("HedgeMethod", question.method)
    sides = pair_check(query=query, user_id=question.user_id)
    pair = pair_aligned(query=query.since(_start_us(question, sides[0])), user_id=question.user_id)
    window = question.window
    needed = needed_bars(method, window)
    require_pair(pair=pair, query=query, user_id=question.user_id, needed=needed)
    moments = pair_moments(pair.y, pair.x, window)
    beta, z_score = _measured(pair, moments, method, intercept=question.intercept)
    if not _has_spread(pair, intercept=question.intercept):
        z_score = np.full(len(pair), np.nan)
    return ValueSeries(
        question.interval,
        _moments(question, pair.timestamps, sides[0]),
        z_score,
        key=series_key(
            question.interval, window, method, log=question.log, intercept=question.intercept
        ),
        correlation=rolling_correlation(moments),
        details={"beta": beta},
        owner_id=next((side.owner_id for side in sides if side.owner_id is not None), None),
    )


def _has_spread(pair: AlignedPair, *, intercept: bool) -> bool:
    """Return whether there is a spread, by the check of the analytics."""
    try:
        check_spread(pair.y, pair.x, ols_hedge(pair.y, pair.x, intercept=intercept))
    except DoesNotVaryError:
        return False
    return True


def _measured(
    pair: AlignedPair, moments: PairMoments, method: HedgeMethod, *, intercept: bool
) -> tuple[Float64Array, Float64Array]:
    """Return beta and z-score as they were known at each moment.

    The static hedge is one line for all bars so far, as each new bar draws it.
    """
    if method == "ols":
        path = expanding_hedge(pair.y, pair.x, intercept=intercept)
        return path.beta, line_z_score(pair.y, pair.x, path.beta, moments)
    if method == "kalman":
        path = kalman_hedge(pair.y, pair.x, intercept=intercept)
    else:
        path = rolling_hedge(moments, intercept=intercept)
    return path.beta, pair_z_score(pair.y, pair.x, path, moments)


def _start_us(question: Question, instrument: Instrument) -> int | None:
    """Return from when bars are needed: a day and the windows before it, twice for gaps.

    Only a rolling hedge forgets what is older.
    """
    size = INTERVAL_US.get(question.interval)
    if size is None or question.method != "rolling_ols":
        return None
    newest = latest_bars(instrument=instrument, interval=question.interval)  # type: ignore[arg-type]  # checked with the rule
    return int(newest.timestamps[-1]) - DAY_US - 4 * question.window * size if len(newest) else None


def _moments(
    question: Question, timestamps: NDArray[np.int64], instrument: Instrument
) -> NDArray[np.int64]:
    """Return when each value was true: daily bars at their session's close."""
    if question.interval in INTERVAL_US:
        return timestamps
    days = timestamps.astype("datetime64[us]").astype("datetime64[D]").tolist()
    closes = bar_closes(instrument, days)
    return np.array([int(close.timestamp()) * MICROSECOND for close in closes], dtype=np.int64)
