"""The z-score of a pair as alerts look at it: by the rolling hedge on logs, at any interval."""

import numpy as np
from numpy.typing import NDArray

from apps.alerts.types import Question, ValueSeries
from apps.market.calendars import bar_closes
from apps.market.selectors import latest_bars, require_history
from apps.market.types import DAY_US, MICROSECOND, Instrument
from apps.pairs.selectors import pair_aligned, pair_check
from apps.pairs.types import INTERVAL_US, PairQuery
from ml.pairs.hedge import rolling_hedge
from ml.pairs.moments import pair_moments
from ml.pairs.spread import rolling_correlation, rolling_z_score, spread_of


def z_score_history(question: Question) -> ValueSeries:
    """Return the z-scores that a rule would have looked at."""
    query = PairQuery(question.symbol, question.symbol_x, question.interval)
    sides = pair_check(query=query, user_id=question.user_id)
    pair = pair_aligned(query=query.since(_start_us(question, sides[0])), user_id=question.user_id)
    window = question.window
    require_history(len(pair), 2 * window - 1, f"{query.y}~{query.x}")
    moments = pair_moments(pair.y, pair.x, window)
    path = rolling_hedge(moments)
    return ValueSeries(
        question.interval,
        _moments(question, pair.timestamps, sides[0]),
        rolling_z_score(spread_of(pair.y, pair.x, path), window),
        key=f"{question.interval}:{window}",
        correlation=rolling_correlation(moments),
        details={"beta": path.beta},
        owner_id=next((side.owner_id for side in sides if side.owner_id is not None), None),
    )


def _start_us(question: Question, instrument: Instrument) -> int | None:
    """Return from when bars are needed: a day and the windows before it, twice for gaps."""
    size = INTERVAL_US.get(question.interval)
    if size is None:
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
