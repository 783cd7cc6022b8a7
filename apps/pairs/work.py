"""Tests of pairs that need statsmodels; only workers import this file."""

from dataclasses import asdict
from typing import Any, Final

import numpy as np

from apps.core.clock import microseconds_iso
from apps.core.errors import FieldProblem, UnprocessableError
from apps.jobs.types import JobContext, JobOutcome
from apps.pairs.selectors import degenerate_pair, pair_aligned, require_pair
from apps.pairs.types import AlignedPair, PairQuery
from apps.pairs.universe import universe_aligned
from ml.errors import DoesNotVaryError, NumericError, TooManyLagsError
from ml.pairs.cointegration import NEEDED, adf_test, engle_granger_test
from ml.pairs.conditions import PairTest, cointegration_test
from ml.pairs.hedge import ols_hedge
from ml.pairs.screen import LEVEL, ScreenedLeg, ScreenedPair, cointegration_screen
from ml.pairs.stability import cointegration_stability
from ml.typing import Float64Array

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
    require_pair(pair=pair, query=query, user_id=context.owner_id or 0, needed=NEEDED)
    try:
        context.step("Test the spread")
        hedge = ols_hedge(pair.y, pair.x, intercept=intercept)
        spread = pair.y - hedge.alpha - hedge.beta * pair.x
        unit_root = adf_test(spread, lags=lags)
        context.step("Test the pair")
        test = cointegration_test(pair.y, pair.x, lags=lags)
        context.step("Test it over time")
        stability = _stability(pair) if test.state == "tested" else None
    except TooManyLagsError as error:
        raise UnprocessableError(
            f"{error}: {query.y} and {query.x} share {len(pair)} bars. Ask for {error.greatest} "
            "lags or fewer, for a longer span, or leave the choice to the test.",
            code="too_many_lags",
            errors=[FieldProblem("lags", f"at most {error.greatest} with {len(pair)} bars")],
            extra={"greatest": error.greatest, "observations": len(pair)},
        ) from error
    except NumericError as error:
        raise degenerate_pair(error, query) from error
    return JobOutcome(
        asdict(unit_root)
        | {
            "y": query.y,
            "x": query.x,
            "interval": query.interval,
            "alpha": hedge.alpha,
            "beta": hedge.beta,
            "engle_granger": asdict(test.y_on_x),
            "reverse_engle_granger": asdict(test.x_on_y),
            "legs": _legs(test),
            "state": test.state,
            # The spread was estimated: only Engle-Granger's p-value knows that. It presupposes
            # legs with a unit root.
            "stationary": test.state == "tested" and test.y_on_x.p_value < LEVEL,
            "level": LEVEL,
            "stability": stability,
        }
    )


def _legs(test: PairTest) -> dict[str, dict[str, Any]]:
    """Return the plain unit-root test of each side."""
    sides = zip(("y", "x"), (test.leg_y, test.leg_x), test.stationary_legs, strict=True)
    return {
        name: {
            "statistic": leg.statistic,
            "p_value": leg.p_value,
            "lags": leg.lags,
            "stationary": stationary,
        }
        for name, leg, stationary in sides
    }


def _stability(pair: AlignedPair) -> dict[str, Any]:
    """Return the test in windows of a quarter of the bars, from 60 to 500 of them."""
    window = min(max(len(pair) // 4, SHORTEST_WINDOW), LONGEST_WINDOW, len(pair))
    found = cointegration_stability(pair.y, pair.x, window)
    return {
        "window": window,
        "level": LEVEL,
        "share": float(np.mean(found.p_value < LEVEL)),
        "timestamp": [microseconds_iso(int(t)) for t in pair.timestamps[found.end]],
        **{
            name: [_known(value) for value in getattr(found, name).tolist()]
            for name in ("p_value", "beta", "half_life")
        },
    }


def scan(context: JobContext) -> JobOutcome:
    """Test every pair of a universe and confirm the clearest discoveries with AIC lags."""
    params = context.params
    fdr = float(params["fdr"])
    context.step("Read histories")
    universe = universe_aligned(
        symbols=params["symbols"],
        user_id=context.owner_id or 0,
        interval=params["interval"],
        start_us=params["start_us"],
        end_us=params["end_us"],
        log=bool(params["log"]),
        needed=NEEDED,
        currency=params.get("currency", ""),
    )
    symbols = list(universe.symbols)
    prices = np.log(universe.closes) if params["log"] else universe.closes
    context.step("Test all pairs")
    screen = cointegration_screen(prices, progress=lambda share: _report(context, share))
    context.step("Confirm discoveries")
    rows = [
        _row(pair, symbols, prices, fdr, rank)
        for rank, pair in enumerate(screen.pairs[:MOST_PAIRS])
    ]
    tested = screen.tested
    return JobOutcome(
        {
            "interval": params["interval"],
            "fdr": fdr,
            "level": LEVEL,
            "tested": len(tested),
            "not_tested": len(screen.pairs) - len(tested),
            "observations": len(universe.moments),
            "skipped": [asdict(one) for one in universe.skipped],
            "discoveries": sum(pair.adjusted_p_value <= fdr for pair in tested),
            "legs": [_leg(leg, symbols) for leg in screen.legs],
            "pairs": rows,
        }
    )


def _leg(leg: ScreenedLeg, symbols: list[str]) -> dict[str, Any]:
    return {
        "symbol": symbols[leg.column],
        "statistic": _known(leg.statistic),
        "p_value": _known(leg.p_value),
        "state": leg.state,
    }


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _report(context: JobContext, share: float) -> None:
    context.check_cancelled()
    context.progress(0.1 + 0.7 * share)


def _row(
    pair: ScreenedPair, symbols: list[str], prices: Float64Array, fdr: float, rank: int
) -> dict[str, Any]:
    # NaN, of a pair that was not tested, is no discovery.
    discovery = pair.adjusted_p_value <= fdr
    confirmed = None
    if discovery and rank < MOST_CONFIRMED:
        confirmed = _confirmed(prices[:, pair.y], prices[:, pair.x])
    numbers = {
        name: _known(value) for name, value in asdict(pair).items() if isinstance(value, float)
    }
    return numbers | {
        "state": pair.state,
        "y": symbols[pair.y],
        "x": symbols[pair.x],
        "discovery": discovery,
        "confirmed_p_value": confirmed,
    }


def _confirmed(y: Float64Array, x: Float64Array) -> float | None:
    """Return the p-value of the full test; more lags may leave nothing that varies."""
    try:
        return engle_granger_test(y, x).p_value
    except DoesNotVaryError:
        return None
