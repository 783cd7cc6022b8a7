"""Tests of pairs that need statsmodels; only workers import this file."""

from typing import Final

import numpy as np

from apps.core.errors import FieldProblem, UnprocessableError
from apps.core.typed.arrays import moments
from apps.jobs.types import JobContext, JobOutcome
from apps.pairs.answers import (
    EngleGranger,
    PairAdf,
    PairLeg,
    PairLegs,
    PairScan,
    PairStability,
    ScannedLeg,
    ScannedPair,
)
from apps.pairs.selectors import degenerate_pair, pair_aligned, require_pair
from apps.pairs.types import AdfQuestion, AlignedPair, ScanQuestion
from apps.pairs.universe import universe_aligned
from ml.errors import DoesNotVaryError, NumericError, TooManyLagsError
from ml.pairs.cointegration import NEEDED, adf_test, engle_granger_test
from ml.pairs.cointegration import EngleGranger as EngleGrangerTest
from ml.pairs.conditions import PairTest, cointegration_test
from ml.pairs.hedge import check_spread, ols_hedge
from ml.pairs.screen import LEVEL, ScreenedPair, cointegration_screen
from ml.pairs.stability import cointegration_stability
from ml.typing import Float64Array

SHORTEST_WINDOW, LONGEST_WINDOW = 60, 500
MOST_CONFIRMED: Final = 20
MOST_PAIRS: Final = 500


def adf(context: JobContext) -> JobOutcome[PairAdf]:
    """Test the static spread for a unit root and the pair for cointegration."""
    query = context.question(AdfQuestion)
    context.step("Read history")
    pair = pair_aligned(query=query, user_id=context.owner_id or 0)
    require_pair(pair=pair, query=query, user_id=context.owner_id or 0, needed=NEEDED)
    try:
        context.step("Test the spread")
        hedge = ols_hedge(pair.y, pair.x, intercept=query.intercept)
        check_spread(pair.y, pair.x, hedge)
        spread = pair.y - hedge.alpha - hedge.beta * pair.x
        unit_root = adf_test(spread, lags=query.lags)
        context.step("Test the pair")
        test = cointegration_test(pair.y, pair.x, lags=query.lags)
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
        PairAdf(
            y=query.y,
            x=query.x,
            interval=query.interval,
            alpha=hedge.alpha,
            beta=hedge.beta,
            statistic=unit_root.statistic,
            p_value=unit_root.p_value,
            lags=unit_root.lags,
            observations=unit_root.observations,
            critical_values=unit_root.critical_values,
            engle_granger=_residual_test(test.y_on_x),
            reverse_engle_granger=_residual_test(test.x_on_y),
            legs=_legs(test),
            state=test.state,
            # The spread was estimated: only Engle-Granger's p-value knows that. It presupposes
            # legs with a unit root.
            stationary=test.state == "tested" and test.y_on_x.p_value < LEVEL,
            level=LEVEL,
            stability=stability,
        )
    )


def _residual_test(found: EngleGrangerTest) -> EngleGranger:
    return EngleGranger(found.statistic, found.p_value, found.critical_values)


def _legs(test: PairTest) -> PairLegs:
    """Return the plain unit-root test of each side."""
    sides = zip((test.leg_y, test.leg_x), test.stationary_legs, strict=True)
    return PairLegs(
        *(
            PairLeg(leg.statistic, leg.p_value, leg.lags, stationary=stationary)
            for leg, stationary in sides
        )
    )


def _stability(pair: AlignedPair) -> PairStability:
    """Return the test in windows of a quarter of the bars, from 60 to 500 of them."""
    window = min(max(len(pair) // 4, SHORTEST_WINDOW), LONGEST_WINDOW, len(pair))
    found = cointegration_stability(pair.y, pair.x, window)
    return PairStability(
        window=window,
        level=LEVEL,
        share=float(np.mean(found.p_value < LEVEL)),
        timestamp=moments(pair.timestamps[found.end]),
        p_value=found.p_value,
        beta=found.beta,
        half_life=found.half_life,
    )


def scan(context: JobContext) -> JobOutcome[PairScan]:
    """Test every pair of a universe and confirm the clearest discoveries with AIC lags."""
    asked = context.question(ScanQuestion)
    context.step("Read histories")
    universe = universe_aligned(
        symbols=asked.symbols,
        user_id=context.owner_id or 0,
        interval=asked.interval,
        start_us=asked.start_us,
        end_us=asked.end_us,
        log=asked.log,
        needed=NEEDED,
        currency=asked.currency,
    )
    symbols = list(universe.symbols)
    prices = np.log(universe.closes) if asked.log else universe.closes
    context.step("Test all pairs")
    screen = cointegration_screen(prices, progress=lambda share: _report(context, share))
    context.step("Confirm discoveries")
    rows = tuple(
        _row(pair, symbols, prices, asked.fdr, rank)
        for rank, pair in enumerate(screen.pairs[:MOST_PAIRS])
    )
    tested = screen.tested
    return JobOutcome(
        PairScan(
            interval=asked.interval,
            fdr=asked.fdr,
            level=LEVEL,
            tested=len(tested),
            not_tested=len(screen.pairs) - len(tested),
            observations=len(universe.moments),
            skipped=universe.skipped,
            discoveries=sum(pair.adjusted_p_value <= asked.fdr for pair in tested),
            legs=tuple(
                ScannedLeg(
                    symbols[leg.column], _known(leg.statistic), _known(leg.p_value), leg.state
                )
                for leg in screen.legs
            ),
            pairs=rows,
        )
    )


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _report(context: JobContext, share: float) -> None:
    context.check_cancelled()
    context.progress(0.1 + 0.7 * share)


def _row(
    pair: ScreenedPair, symbols: list[str], prices: Float64Array, fdr: float, rank: int
) -> ScannedPair:
    # NaN, of a pair that was not tested, is no discovery.
    discovery = pair.adjusted_p_value <= fdr
    confirmed = None
    if discovery and rank < MOST_CONFIRMED:
        confirmed = _confirmed(prices[:, pair.y], prices[:, pair.x])
    return ScannedPair(
        y=symbols[pair.y],
        x=symbols[pair.x],
        state=pair.state,
        beta=_known(pair.beta),
        statistic=_known(pair.statistic),
        p_value=_known(pair.p_value),
        p_y_on_x=_known(pair.p_y_on_x),
        p_x_on_y=_known(pair.p_x_on_y),
        adjusted_p_value=_known(pair.adjusted_p_value),
        half_life=_known(pair.half_life),
        z_score=_known(pair.z_score),
        discovery=discovery,
        confirmed_p_value=confirmed,
    )


def _confirmed(y: Float64Array, x: Float64Array) -> float | None:
    """Return the p-value of the full test; more lags may leave nothing that varies."""
    try:
        return engle_granger_test(y, x).p_value
    except DoesNotVaryError:
        return None
