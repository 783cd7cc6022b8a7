"""Tests of pairs that need statsmodels; only workers import this file."""

from dataclasses import asdict
from typing import Any, Final

import numpy as np

from apps.core.clock import microseconds_iso
from apps.core.errors import UnprocessableError
from apps.jobs.types import JobContext, JobOutcome
from apps.market.selectors import require_history
from apps.pairs.selectors import pair_aligned, universe_aligned
from apps.pairs.types import AlignedPair, PairQuery
from ml.errors import NumericError
from ml.pairs.cointegration import NEEDED, adf_test, engle_granger_test
from ml.pairs.hedge import ols_hedge
from ml.pairs.screen import ScreenedPair, cointegration_screen
from ml.pairs.stability import cointegration_stability
from ml.typing import Float64Array

LEVEL: Final = 0.05
SHORTEST_WINDOW, LONGEST_WINDOW = 60, 500
MOST_CONFIRMED: Final = 20
MOST_PAIRS: Final = 500


def adf(context: JobContext) -> JobOutcome:
    """Test the static spread for a unit root and the pair for cointegration."""
    params = dict(context.params)
    lags, intercept = params.pop("lags"), bool(params.pop("intercept"))
    query = PairQuery(**params)
    context.step("Read history")
    pair = pair_aligned(query=query, user_id=context.owner_id or 0)
    require_history(len(pair), NEEDED, f"{query.y}~{query.x}")
    try:
        context.step("Test the spread")
        hedge = ols_hedge(pair.y, pair.x, intercept=intercept)
        spread = pair.y - hedge.alpha - hedge.beta * pair.x
        unit_root = adf_test(spread, lags=lags)
        context.step("Test the pair")
        granger = engle_granger_test(pair.y, pair.x, lags=lags)
        context.step("Test it over time")
        stability = _stability(pair)
    except NumericError as error:
        raise UnprocessableError(
            f"{error}. Choose another pair.", code="degenerate_pair"
        ) from error
    return JobOutcome(
        asdict(unit_root)
        | {
            "y": query.y,
            "x": query.x,
            "interval": query.interval,
            "alpha": hedge.alpha,
            "beta": hedge.beta,
            "engle_granger": asdict(granger),
            # The spread was estimated: only Engle-Granger's p-value knows that.
            "stationary": granger.p_value < LEVEL,
            "level": LEVEL,
            "stability": stability,
        }
    )


def _stability(pair: AlignedPair) -> dict[str, Any]:
    """Return the test in windows of a quarter of the bars, from 60 to 500 of them."""
    window = min(max(len(pair) // 4, SHORTEST_WINDOW), LONGEST_WINDOW, len(pair))
    found = cointegration_stability(pair.y, pair.x, window)
    return {
        "window": window,
        "level": LEVEL,
        "share": float(np.mean(found.p_value < LEVEL)),
        "timestamp": [microseconds_iso(int(t)) for t in pair.timestamps[found.end]],
        "p_value": found.p_value.tolist(),
        "beta": found.beta.tolist(),
        "half_life": [value if np.isfinite(value) else None for value in found.half_life.tolist()],
    }


def scan(context: JobContext) -> JobOutcome:
    """Test every pair of a universe and confirm the clearest discoveries with AIC lags."""
    params = context.params
    symbols, fdr = list(params["symbols"]), float(params["fdr"])
    context.step("Read histories")
    moments, closes = universe_aligned(
        symbols=symbols,
        user_id=context.owner_id or 0,
        interval=params["interval"],
        start_us=params["start_us"],
        end_us=params["end_us"],
    )
    require_history(len(moments), NEEDED, "The span that all symbols share")
    prices = np.log(closes) if params["log"] else closes
    context.step("Test all pairs")
    found = cointegration_screen(prices, progress=lambda share: _report(context, share))
    context.step("Confirm discoveries")
    rows = [_row(pair, symbols, prices, fdr, rank) for rank, pair in enumerate(found[:MOST_PAIRS])]
    return JobOutcome(
        {
            "interval": params["interval"],
            "fdr": fdr,
            "tested": len(found),
            "observations": len(moments),
            "discoveries": sum(pair.adjusted_p_value <= fdr for pair in found),
            "pairs": rows,
        }
    )


def _report(context: JobContext, share: float) -> None:
    context.check_cancelled()
    context.progress(0.1 + 0.7 * share)


def _row(
    pair: ScreenedPair, symbols: list[str], prices: Float64Array, fdr: float, rank: int
) -> dict[str, Any]:
    discovery = pair.adjusted_p_value <= fdr
    confirmed = None
    if discovery and rank < MOST_CONFIRMED:
        confirmed = engle_granger_test(prices[:, pair.y], prices[:, pair.x]).p_value
    return asdict(pair) | {
        "y": symbols[pair.y],
        "x": symbols[pair.x],
        "discovery": discovery,
        "confirmed_p_value": confirmed,
    }
