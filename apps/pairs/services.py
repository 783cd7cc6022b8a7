"""Answers to questions about pairs."""

from dataclasses import replace

import numpy as np

from apps.core.clock import moment_of
from apps.core.typed.arrays import moments
from apps.instruments.market_clock import past_moment
from apps.instruments.selectors import instruments_by_symbol, one_currency
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from apps.pairs.answers import PairAnalytics, PairDropped, PairSeries
from apps.pairs.selectors import degenerate_pair, pair_aligned, pair_check, require_pair
from apps.pairs.types import ADF_JOB, SCAN_JOB, AdfQuestion, AlignedPair, PairQuery, ScanQuestion
from ml.errors import NumericError
from ml.pairs.hedge import (
    Hedge,
    HedgePath,
    check_spread,
    kalman_hedge,
    ols_hedge,
    rolling_hedge,
)
from ml.pairs.methods import HedgeMethod
from ml.pairs.moments import PairMoments, pair_moments
from ml.pairs.signal import spread_signal
from ml.pairs.spread import half_life, pair_z_score, rolling_correlation, spread_of
from ml.typing import Float64Array

MAX_POINTS = 20_000


def needed_bars(method: HedgeMethod, window: int) -> int:
    """Return how many common bars the first z-score needs.

    A rolling hedge needs a window of prices before it has a window of spreads.
    """
    return 2 * window - 1 if method == "rolling_ols" else window


def pair_analytics(
    *,
    query: PairQuery,
    user_id: int,
    window: int,
    method: HedgeMethod,
    intercept: bool,
    threshold: float,
) -> PairAnalytics:
    """Return hedge, spread, z-score, correlation and signal of a pair.

    There is no signal before enough bars exist; `missing` says how many are still to come.
    The static hedge (`ols`) is fitted on the whole sample, so it describes the past; the rolling
    and Kalman hedges use at each moment what was known then.
    """
    pair = pair_aligned(query=query, user_id=user_id)
    needed = needed_bars(method, window)
    if len(pair) < window:
        require_pair(pair=pair, query=query, user_id=user_id, needed=needed)
    try:
        whole = ols_hedge(pair.y, pair.x, intercept=intercept)
        check_spread(pair.y, pair.x, whole)
    except NumericError as error:
        raise degenerate_pair(error, query) from error
    sums = pair_moments(pair.y, pair.x, window)
    path = _path(pair, whole, sums, method=method, intercept=intercept)
    spread = spread_of(pair.y, pair.x, path)
    z_score = pair_z_score(pair.y, pair.x, path, sums)
    alpha, beta = _last(path.alpha), _last(path.beta)
    return PairAnalytics(
        y=query.y,
        x=query.x,
        interval=query.interval,
        method=method,
        window=window,
        log=query.log,
        intercept=intercept,
        alpha=alpha,
        beta=beta,
        r_squared=whole.r_squared,
        observations=whole.observations,
        needed=needed,
        missing=max(0, needed - len(pair)),
        half_life=half_life(spread, scale=float(np.abs(pair.y).max())),
        z_score=_last(z_score),
        threshold=threshold,
        signal=spread_signal(_last(z_score), threshold=threshold),
        as_of=moment_of(int(pair.timestamps[-1])),
        dropped=PairDropped(pair.dropped_y, pair.dropped_x),
        simulated=pair.simulated,
        currency=pair.currency,
        series=_series(pair, spread, z_score, rolling_correlation(sums), path.beta),
    )


def _path(
    pair: AlignedPair, whole: Hedge, sums: PairMoments, *, method: HedgeMethod, intercept: bool
) -> HedgePath:
    if method == "rolling_ols":
        return rolling_hedge(sums, intercept=intercept)
    if method == "kalman":
        return kalman_hedge(pair.y, pair.x, intercept=intercept)
    return HedgePath(np.full(len(pair), whole.alpha), np.full(len(pair), whole.beta))


def _last(values: Float64Array) -> float:
    return float(values[-1])


def _series(
    pair: AlignedPair,
    spread: Float64Array,
    z_score: Float64Array,
    correlation: Float64Array,
    beta: Float64Array,
) -> PairSeries:
    newest = slice(-MAX_POINTS, None)
    return PairSeries(
        timestamp=moments(pair.timestamps[newest]),
        price_y=pair.price_y[newest],
        price_x=pair.price_x[newest],
        spread=spread[newest],
        z_score=z_score[newest],
        correlation=correlation[newest],
        beta=beta[newest],
    )


def pair_adf_submit(*, question: AdfQuestion, user_id: int) -> JobInfo:
    """Ask a worker for the unit-root and cointegration tests of a pair."""
    pair_check(query=question, user_id=user_id)
    return job_submit(kind=ADF_JOB, params=question, owner_id=user_id, as_of=past_moment())


def pair_scan_submit(*, question: ScanQuestion, user_id: int) -> JobInfo:
    """Ask a worker to test all pairs of a universe."""
    known = instruments_by_symbol(symbols=question.symbols, user_id=user_id)
    one_currency(instruments=list(known.values()), asked=question.currency)
    return job_submit(
        kind=SCAN_JOB,
        params=replace(question, symbols=tuple(known)),
        owner_id=user_id,
        as_of=past_moment(),
    )
