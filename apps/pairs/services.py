"""Answers to questions about pairs."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apps.core.clock import microseconds_iso
from apps.instruments.selectors import instruments_by_symbol, one_currency
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from apps.pairs.selectors import degenerate_pair, pair_aligned, pair_check, require_pair
from apps.pairs.types import ADF_JOB, SCAN_JOB, AlignedPair, Method, PairQuery
from ml.errors import NumericError
from ml.pairs.hedge import (
    Hedge,
    HedgePath,
    check_spread,
    kalman_hedge,
    ols_hedge,
    rolling_hedge,
)
from ml.pairs.moments import PairMoments, pair_moments
from ml.pairs.signal import spread_signal
from ml.pairs.spread import half_life, pair_z_score, rolling_correlation, spread_of
from ml.typing import Float64Array

MAX_POINTS = 20_000


def needed_bars(method: Method, window: int) -> int:
    """Return how many common bars the first z-score needs.

    A rolling hedge needs a window of prices before it has a window of spreads.
    """
    return 2 * window - 1 if method == "rolling_ols" else window


def pair_analytics(
    *,
    query: PairQuery,
    user_id: int,
    window: int,
    method: Method,
    intercept: bool,
    threshold: float,
) -> dict[str, Any]:
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
    moments = pair_moments(pair.y, pair.x, window)
    path = _path(pair, whole, moments, method=method, intercept=intercept)
    spread = spread_of(pair.y, pair.x, path)
    z_score = pair_z_score(pair.y, pair.x, path, moments)
    alpha, beta = _last(path.alpha), _last(path.beta)
    return {
        "y": query.y,
        "x": query.x,
        "interval": query.interval,
        "method": method,
        "window": window,
        "log": query.log,
        "intercept": intercept,
        "alpha": alpha,
        "beta": beta,
        "r_squared": whole.r_squared,
        "observations": whole.observations,
        "needed": needed,
        "missing": max(0, needed - len(pair)),
        "half_life": half_life(spread, scale=float(np.abs(pair.y).max())),
        "z_score": _last(z_score),
        "threshold": threshold,
        "signal": spread_signal(_last(z_score), threshold=threshold),
        "as_of": microseconds_iso(int(pair.timestamps[-1])),
        "dropped": {"y": pair.dropped_y, "x": pair.dropped_x},
        "simulated": pair.simulated,
        "currency": pair.currency,
        "series": _series(pair, spread, z_score, rolling_correlation(moments), path.beta),
    }


def _path(
    pair: AlignedPair, whole: Hedge, moments: PairMoments, *, method: Method, intercept: bool
) -> HedgePath:
    if method == "rolling_ols":
        return rolling_hedge(moments, intercept=intercept)
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
) -> dict[str, Any]:
    newest = slice(-MAX_POINTS, None)
    return {
        "timestamp": [microseconds_iso(int(t)) for t in pair.timestamps[newest]],
        "price_y": pair.price_y[newest],
        "price_x": pair.price_x[newest],
        "spread": spread[newest],
        "z_score": z_score[newest],
        "correlation": correlation[newest],
        "beta": beta[newest],
    }


def pair_adf_submit(
    *, query: PairQuery, user_id: int, lags: int | None, intercept: bool
) -> JobInfo:
    """Ask a worker for the unit-root and cointegration tests of a pair."""
    pair_check(query=query, user_id=user_id)
    params = query.as_params() | {"lags": lags, "intercept": intercept}
    return job_submit(kind=ADF_JOB, params=params, owner_id=user_id)


def pair_scan_submit(  # noqa: PLR0913  what a body asks for, each by keyword
    *,
    symbols: Sequence[str],
    user_id: int,
    interval: str,
    log: bool,
    fdr: float,
    start_us: int | None,
    end_us: int | None,
    currency: str = "",
) -> JobInfo:
    """Ask a worker to test all pairs of a universe."""
    known = instruments_by_symbol(symbols=symbols, user_id=user_id)
    one_currency(instruments=list(known.values()), asked=currency)
    params = {
        "symbols": list(known),
        "interval": interval,
        "log": log,
        "fdr": fdr,
        "start_us": start_us,
        "end_us": end_us,
        "currency": currency,
    }
    return job_submit(kind=SCAN_JOB, params=params, owner_id=user_id)
