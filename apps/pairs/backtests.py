"""The z-score rule over a pair's past, measured like any other strategy."""

import numpy as np

from apps.core.errors import UnprocessableError
from apps.core.typed.arrays import moments
from apps.instruments.selectors import periods_per_year
from apps.pairs.answers import PairBacktest, PairBacktestSeries
from apps.pairs.selectors import degenerate_pair, pair_aligned, pair_check, require_pair
from apps.pairs.types import AlignedPair, PairQuery
from ml.errors import NumericError
from ml.pairs.backtest import Rule, backtest_pair
from ml.pairs.hedge import HedgePath, check_spread, kalman_hedge, ols_hedge, rolling_hedge
from ml.pairs.methods import HedgeMethod
from ml.pairs.moments import PairMoments, pair_moments
from ml.pairs.spread import pair_z_score
from ml.risk.drawdown import max_drawdown_depth
from ml.risk.measures.sharpe import sharpe
from ml.series.annualise import annualise_volatility
from ml.series.returns import wealth_index
from ml.typing import Float64Array


def pair_backtest(
    *,
    query: PairQuery,
    user_id: int,
    window: int,
    method: HedgeMethod,
    intercept: bool,
    rule: Rule,
) -> PairBacktest:
    """Return equity, turnover and measures of the rule, next to not trading.

    The hedge walks forward: only the rolling and the Kalman estimate are allowed, because a hedge
    fitted on the whole sample knows its own future.
    """
    if method == "ols":
        raise UnprocessableError(
            "A hedge fitted on the whole sample knows the future. Choose rolling_ols or kalman.",
            code="hedge_knows_future",
        )
    # Whatever the hedge looks at, the rule earns returns.
    pair = pair_aligned(query=query, user_id=user_id, positive=True)
    require_pair(pair=pair, query=query, user_id=user_id, needed=2 * window)
    _check(pair, query, intercept=intercept)
    sums = pair_moments(pair.y, pair.x, window)
    path = _path(pair, sums, method=method, intercept=intercept)
    z_score = pair_z_score(pair.y, pair.x, path, sums)
    weight = path.beta if query.log else path.beta * pair.x / pair.y
    done = backtest_pair(pair.price_y, pair.price_x, weight, z_score, rule)
    # Bars in common are at most the sessions of the slower calendar.
    periods = float(min(map(periods_per_year, pair_check(query=query, user_id=user_id))))
    wealth = wealth_index(done.returns)
    measures = _measures(done.returns, periods, daily=query.interval == "1d")
    return PairBacktest(
        y=query.y,
        x=query.x,
        interval=query.interval,
        method=method,
        window=window,
        observations=len(pair),
        trades=done.trades,
        turnover=float(done.turnover.sum()),
        cost=rule.cost,
        time_in_market=float(np.mean(done.position != 0.0)),
        total_return=float(wealth[-1]) - 1.0,
        doing_nothing=0.0,
        simulated=pair.simulated,
        currency=pair.currency,
        **measures,
        series=PairBacktestSeries(
            timestamp=moments(pair.timestamps),
            equity=wealth,
            position=done.position,
            z_score=z_score,
        ),
    )


def _check(pair: AlignedPair, query: PairQuery, *, intercept: bool) -> None:
    """Refuse, as the analytics do, a pair without a spread to trade."""
    try:
        check_spread(pair.y, pair.x, ols_hedge(pair.y, pair.x, intercept=intercept))
    except NumericError as error:
        raise degenerate_pair(error, query) from error


def _path(
    pair: AlignedPair, sums: PairMoments, *, method: HedgeMethod, intercept: bool
) -> HedgePath:
    if method == "kalman":
        return kalman_hedge(pair.y, pair.x, intercept=intercept)
    return rolling_hedge(sums, intercept=intercept)


def _measures(returns: Float64Array, periods: float, *, daily: bool) -> dict[str, float | None]:
    """Annual numbers are given for daily bars only; a year of seconds says nothing."""
    depth = max_drawdown_depth(returns)
    if not daily:
        return {"sharpe": None, "volatility_annualised": None, "max_drawdown": depth}
    return {
        "sharpe": sharpe(returns, periods),
        "volatility_annualised": annualise_volatility(float(returns.std(ddof=1)), periods),
        "max_drawdown": depth,
    }
