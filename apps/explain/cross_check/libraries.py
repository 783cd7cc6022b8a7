"""The same measures against published libraries, and optimisers against one another.

Only workers load this file.
"""

import math
from typing import Final

import numpy as np

from apps.explain.cross_check.measures import library_engines_of
from apps.explain.cross_check.pairs import MIX_ENGINES, PAIR_ENGINES, spread
from apps.explain.cross_check.series import SERIES_ENGINES, violations
from apps.explain.cross_check.types import (
    CONFIDENCE,
    Array,
    Engines,
    MixSample,
    PairSample,
    SeriesSample,
)
from ml.errors import NotConvergedError
from ml.optimize.moments import ledoit_wolf_covariance, mean_returns, sample_covariance
from ml.optimize.problem import Objective, Problem
from ml.optimize.result import Infeasible
from ml.optimize.solve import optimize
from ml.pairs.cointegration import adf_test, engle_granger_test
from ml.pairs.hedge import ols_hedge, rolling_hedge
from ml.pairs.moments import pair_moments
from ml.pairs.spread import rolling_correlation, rolling_z_score
from ml.reference import libraries, portfolios, tails
from ml.risk.backtests.kupiec import kupiec
from ml.risk.methods import Method, tail_risk
from ml.risk.registry import SERIES_MEASURES
from ml.volatility.garch import fit_garch

LAGS: Final = 2
COLLINEAR: Final = 1.0 - 1e-12
"""From this R squared on, the roundings of two lines differ by more than the tolerance."""


def _loss(sample: SeriesSample, method: Method) -> float:
    """Return value at risk as the risk screen computes it."""
    return tail_risk(sample.returns, CONFIDENCE, method, earlier=sample.earlier).value_at_risk


_SERIES: Final[tuple[Engines[SeriesSample], ...]] = (
    *library_engines_of(SERIES_MEASURES),
    Engines("risk.value_at_risk.gaussian", "SciPy", lambda s: _loss(s, "gaussian"),
         lambda s: libraries.normal_loss(s.returns.tolist(), CONFIDENCE)),
    Engines("risk.value_at_risk.evt", "SciPy", lambda s: _loss(s, "evt"),
         lambda s: libraries.pareto_loss(
             s.returns.tolist(), CONFIDENCE, tails.pareto(s.returns.tolist())),
         needs=lambda s: s.returns.size >= 250),
    Engines("risk.kupiec_p_value", "SciPy",
         lambda s: kupiec(violations(s), s.returns.size, CONFIDENCE).p_value,
         lambda s: libraries.kupiec_p(violations(s), s.returns.size, CONFIDENCE), 1e-7),
    Engines("volatility.garch", "Plain likelihood", lambda s: _fitted(s)[0],
         lambda s: _fitted(s)[1], 1e-6, lambda s: s.returns.size >= 500),
)  # fmt: skip


def _fitted(sample: SeriesSample) -> tuple[float, float]:
    """Return the log-likelihood that a GARCH fit reports and the one its parameters have."""
    try:
        fit = fit_garch(sample.returns)
    except NotConvergedError:
        return math.nan, math.nan
    value = {one.name: one.value for one in fit.parameters}
    centred = [float(one) - value["mu"] for one in sample.returns]
    start = math.fsum((float(r) - float(sample.returns.mean())) ** 2 for r in sample.returns)
    variance, total = start / sample.returns.size, 0.0
    square = variance
    for shock in centred:
        variance = value["omega"] + value["alpha"] * square + value["beta"] * variance
        total -= 0.5 * (math.log(2.0 * math.pi * variance) + shock * shock / variance)
        square = shock * shock
    return fit.log_likelihood, total


_PAIRS: Final[tuple[Engines[PairSample], ...]] = (
    Engines("pairs.alpha", "statsmodels", lambda s: ols_hedge(s.y, s.x).alpha,
         lambda s: libraries.line(s.y, s.x)[0], 1e-7),
    Engines("pairs.beta", "statsmodels", lambda s: ols_hedge(s.y, s.x).beta,
         lambda s: libraries.line(s.y, s.x)[1], 1e-7),
    Engines("pairs.r_squared", "statsmodels", lambda s: ols_hedge(s.y, s.x).r_squared,
         lambda s: libraries.line(s.y, s.x)[2], 1e-7),
    Engines("pairs.rolling_beta", "statsmodels",
         lambda s: rolling_hedge(pair_moments(s.y, s.x, s.window)).beta,
         lambda s: libraries.rolling_slope(s.y, s.x, s.window), 1e-5),
    Engines("pairs.z_score", "pandas", lambda s: rolling_z_score(spread(s), s.window),
         lambda s: libraries.rolling_z(spread(s), s.window), 1e-6),
    Engines("pairs.correlation", "pandas",
         lambda s: rolling_correlation(pair_moments(s.y, s.x, s.window)),
         lambda s: libraries.rolling_pearson(s.y, s.x, s.window), 1e-6),
    Engines("pairs.adf_statistic", "arch", lambda s: adf_test(spread(s), lags=LAGS).statistic,
         lambda s: libraries.unit_root(spread(s), LAGS)[0], 1e-6),
    Engines("pairs.adf_p_value", "arch", lambda s: adf_test(spread(s), lags=LAGS).p_value,
         lambda s: libraries.unit_root(spread(s), LAGS)[1], 1e-6),
    Engines("pairs.engle_granger_statistic", "arch",
         lambda s: engle_granger_test(s.y, s.x, lags=LAGS).statistic,
         lambda s: libraries.cointegration(s.y, s.x, LAGS), 1e-6,
         lambda s: ols_hedge(s.y, s.x).r_squared < COLLINEAR),
)  # fmt: skip


def _solved(sample: MixSample, objective: Objective) -> tuple[Array, Array, float, float]:
    mean = mean_returns(sample.returns, sample.periods)
    covariance = sample_covariance(sample.returns, sample.periods)
    found = optimize(
        Problem(
            symbols=tuple(str(place) for place in range(mean.size)),
            mean=mean,
            covariance=covariance,
            returns=sample.returns,
            periods=sample.periods,
            objective=objective,
            frontier_points=2,
        )
    )
    if isinstance(found, Infeasible):
        return mean, covariance, math.nan, math.nan
    return mean, covariance, found.volatility, found.sharpe


def _library_volatility(sample: MixSample) -> float:
    covariance = libraries.covariances(sample.returns, sample.periods)
    return portfolios.volatility(libraries.least_variance(covariance), covariance)


def _library_ratio(sample: MixSample) -> float:
    mean = np.array(portfolios.mean_returns(sample.returns, sample.periods))
    return libraries.best_ratio(mean, libraries.covariances(sample.returns, sample.periods))


def _exchange_volatility(sample: MixSample) -> float:
    covariance = portfolios.covariances(sample.returns, sample.periods)
    return portfolios.volatility(portfolios.least_variance(covariance), covariance)


_MIXES: Final[tuple[Engines[MixSample], ...]] = (
    Engines("portfolio.covariance", "PyPortfolioOpt",
         lambda s: sample_covariance(s.returns, s.periods),
         lambda s: libraries.covariances(s.returns, s.periods)),
    Engines("portfolio.covariance_ledoit_wolf", "scikit-learn",
         lambda s: ledoit_wolf_covariance(s.returns, s.periods),
         lambda s: libraries.shrunk(s.returns, s.periods)),
    Engines("portfolio.min_volatility", "PyPortfolioOpt",
         lambda s: _solved(s, "min_volatility")[2], _library_volatility, 1e-5),
    Engines("portfolio.min_volatility", "Plain reference",
         lambda s: _solved(s, "min_volatility")[2], _exchange_volatility, 1e-5),
    Engines("portfolio.max_sharpe", "PyPortfolioOpt",
         lambda s: _solved(s, "max_sharpe")[3], _library_ratio, 1e-4,
         lambda s: float(mean_returns(s.returns, s.periods).max()) > 0.0),
)  # fmt: skip

ALL_SERIES: Final = (*SERIES_ENGINES, *_SERIES)
ALL_PAIRS: Final = (*PAIR_ENGINES, *_PAIRS)
ALL_MIXES: Final = (*MIX_ENGINES, *_MIXES)
