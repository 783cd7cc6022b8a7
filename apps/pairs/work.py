"""Tests of pairs that need statsmodels; only workers import this file."""

from dataclasses import asdict
from typing import Final

from apps.core.errors import UnprocessableError
from apps.jobs.types import JobContext, JobOutcome
from apps.market.selectors import require_history
from apps.pairs.selectors import pair_aligned
from apps.pairs.types import PairQuery
from ml.errors import NumericError
from ml.pairs.cointegration import NEEDED, adf_test, engle_granger_test
from ml.pairs.hedge import ols_hedge

LEVEL: Final = 0.05


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
        }
    )
