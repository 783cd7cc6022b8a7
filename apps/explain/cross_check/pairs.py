"""Measures of pairs and of mixes of assets, each beside a plain second engine."""

import math
from typing import Final

import numpy as np

from apps.explain.cross_check.types import Array, Engines, MixSample, PairSample
from ml.measures.measure import PLAIN
from ml.optimize.moments import (
    EWMA_SPAN,
    capm_returns,
    ewma_covariance,
    ledoit_wolf_covariance,
    mean_returns,
    sample_covariance,
)
from ml.pairs.hedge import kalman_hedge, ols_hedge, rolling_hedge
from ml.pairs.moments import pair_moments
from ml.pairs.spread import half_life, rolling_correlation, rolling_z_score
from ml.reference import pairs as plain
from ml.reference import portfolios
from ml.risk.correlation import correlation


def spread(sample: PairSample) -> Array:
    """Return the static spread as the pairs screen computes it."""
    hedge = ols_hedge(sample.y, sample.x)
    return sample.y - hedge.alpha - hedge.beta * sample.x


def plain_spread(sample: PairSample) -> Array:
    """Return the static spread by the plain reference."""
    alpha, beta, _ = plain.line(sample.y, sample.x)
    return sample.y - alpha - beta * sample.x


PAIR_ENGINES: Final[tuple[Engines[PairSample], ...]] = (
    Engines("pairs.alpha", PLAIN, lambda s: ols_hedge(s.y, s.x).alpha,
         lambda s: plain.line(s.y, s.x)[0], 1e-7),
    Engines("pairs.beta", PLAIN, lambda s: ols_hedge(s.y, s.x).beta,
         lambda s: plain.line(s.y, s.x)[1], 1e-7),
    Engines("pairs.r_squared", PLAIN, lambda s: ols_hedge(s.y, s.x).r_squared,
         lambda s: plain.line(s.y, s.x)[2], 1e-7),
    Engines("pairs.half_life", PLAIN, lambda s: half_life(spread(s)),
         lambda s: plain.half_life(plain_spread(s)), 1e-6),
    Engines("pairs.z_score", PLAIN, lambda s: rolling_z_score(spread(s), s.window),
         lambda s: plain.rolling_z(plain_spread(s), s.window), 1e-6),
    Engines("pairs.correlation", PLAIN,
         lambda s: rolling_correlation(pair_moments(s.y, s.x, s.window)),
         lambda s: plain.rolling_pearson(s.y, s.x, s.window), 1e-6),
    Engines("pairs.rolling_beta", PLAIN,
         lambda s: rolling_hedge(pair_moments(s.y, s.x, s.window)).beta,
         lambda s: plain.rolling_line(s.y, s.x, s.window)[1], 1e-6),
    Engines("pairs.kalman_beta", PLAIN, lambda s: kalman_hedge(s.y, s.x).beta,
         lambda s: plain.kalman(s.y, s.x)[1], 1e-6),
)  # fmt: skip


def equal(sample: MixSample) -> list[float]:
    """Return equal weights."""
    count = sample.returns.shape[1]
    return [1.0 / count] * count


def _volatility(sample: MixSample) -> float:
    weights, covariance = np.array(equal(sample)), sample_covariance(sample.returns, sample.periods)
    return math.sqrt(float(weights @ covariance @ weights))


def _shares(sample: MixSample) -> Array:
    weights, covariance = np.array(equal(sample)), sample_covariance(sample.returns, sample.periods)
    marginal = covariance @ weights
    return np.asarray(weights * marginal / float(weights @ marginal))


def _correlations(sample: MixSample) -> Array:
    covariance = portfolios.covariances(sample.returns, 1.0)
    deviations = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(deviations, deviations))


MIX_ENGINES: Final[tuple[Engines[MixSample], ...]] = (
    Engines("portfolio.expected_return", PLAIN, lambda s: mean_returns(s.returns, s.periods),
         lambda s: portfolios.mean_returns(s.returns, s.periods)),
    Engines("portfolio.capm_return", PLAIN,
         lambda s: capm_returns(s.returns, np.asarray(s.market), s.periods),
         lambda s: portfolios.capm_returns(s.returns, np.asarray(s.market), s.periods),
         needs=lambda s: s.market is not None),
    Engines("portfolio.covariance", PLAIN, lambda s: sample_covariance(s.returns, s.periods),
         lambda s: portfolios.covariances(s.returns, s.periods)),
    Engines("portfolio.covariance_ledoit_wolf", PLAIN,
         lambda s: ledoit_wolf_covariance(s.returns, s.periods),
         lambda s: portfolios.shrunk(s.returns, s.periods)),
    Engines("portfolio.covariance_ewma", PLAIN, lambda s: ewma_covariance(s.returns, s.periods),
         lambda s: portfolios.weighted(s.returns, s.periods, span=EWMA_SPAN)),
    Engines("portfolio.volatility", PLAIN, _volatility,
         lambda s: portfolios.volatility(equal(s), portfolios.covariances(s.returns, s.periods))),
    Engines("portfolio.risk_share", PLAIN, _shares,
         lambda s: portfolios.risk_shares(
             equal(s), portfolios.covariances(s.returns, s.periods))),
    Engines("risk.correlation", PLAIN, lambda s: correlation(s.returns).matrix,
         _correlations),
)  # fmt: skip
