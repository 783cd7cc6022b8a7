"""The same measures by published libraries; only workers load this file.

SciPy and pandas for series, statsmodels and arch for pairs and GARCH, scikit-learn and
PyPortfolioOpt for portfolios. Each function gives the library's own answer in our units.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from arch.unitroot import ADF, engle_granger
from pypfopt import EfficientFrontier, risk_models
from scipy import stats
from sklearn.covariance import LedoitWolf
from statsmodels.regression.linear_model import OLS
from statsmodels.regression.rolling import RollingOLS
from statsmodels.tools import add_constant

from ml.libraries import library
from ml.typing import Float64Array

Series = Sequence[float]
_NOISE: Final = 1e-12


def skewness(returns: Series) -> float:
    """SciPy's adjusted skewness; NaN where the returns differ by rounding."""
    if not _vary(returns):
        return math.nan
    return float(stats.skew(returns, bias=False))


def kurtosis(returns: Series) -> float:
    """SciPy's adjusted excess kurtosis; NaN where the returns differ by rounding."""
    if not _vary(returns):
        return math.nan
    return float(stats.kurtosis(returns, bias=False))


def beta(returns: Series, benchmark: Series) -> float:
    """SciPy's regression slope over common days; 0 where the returns differ by rounding."""
    both = np.column_stack([returns, benchmark])
    own, market = both[np.isfinite(both).all(axis=1)].T.tolist()
    if _vary(market) and not _vary(own):
        return 0.0
    return float(stats.linregress(market, own).slope)


def _vary(values: Series) -> bool:
    """Whether returns differ by more than the rounding of ratios near one."""
    return float(np.ptp(values)) > _NOISE * max(1.0, float(np.abs(values).max()))


def volatility(returns: Series) -> float:
    """The standard deviation of pandas."""
    return float(pd.Series(returns).std())


def max_drawdown(returns: Series) -> float:
    """Deepest fall by cumulative products of pandas."""
    wealth = (1.0 + pd.Series([0.0, *returns])).cumprod()
    ruined = wealth.to_numpy() <= 0.0
    wealth = wealth.iloc[: int(ruined.argmax()) + 1] if ruined.any() else wealth
    return float((1.0 - wealth / wealth.cummax()).max())


def rolling_volatility(returns: Series, earlier: Series, window: int) -> Float64Array:
    """Rolling standard deviation of pandas."""
    whole = pd.Series([*earlier, *returns]).rolling(window).std().to_numpy()
    return whole[len(earlier) :]


def normal_loss(values: Series, confidence: float) -> float:
    """SciPy's normal quantile; the mean where there is no spread."""
    if not _vary(values):
        return -float(np.mean(values))
    return -float(stats.norm.ppf(1.0 - confidence, np.mean(values), np.std(values, ddof=1)))


def pareto_loss(
    values: Series, confidence: float, fitted: tuple[float, float, float, int]
) -> float:
    """SciPy's Pareto quantile at fitted parameters; the threshold of a tail without a width."""
    threshold, shape, scale, count = fitted
    if scale == 0.0:
        return threshold
    ratio = len(values) * (1.0 - confidence) / count
    return threshold + float(stats.genpareto.isf(ratio, shape, scale=scale))


def kupiec_p(violations: int, days: int, confidence: float) -> float:
    """SciPy's chi-square tail of the likelihood ratio from its binomial."""
    rate = violations / days
    top = stats.binom.logpmf(violations, days, rate)
    bottom = stats.binom.logpmf(violations, days, 1.0 - confidence)
    return float(stats.chi2.sf(max(0.0, 2.0 * float(top - bottom)), 1))


@library("statsmodels' line")
def line(y: Float64Array, x: Float64Array) -> tuple[float, float, float]:
    """Intercept, slope and R squared of statsmodels."""
    fit = OLS(y, add_constant(x, has_constant="add")).fit()
    return float(fit.params[0]), float(fit.params[1]), float(fit.rsquared)


@library("statsmodels' rolling line")
def rolling_slope(y: Float64Array, x: Float64Array, length: int) -> Float64Array:
    """Rolling slope of statsmodels; NaN where x differs by rounding within a window."""
    fit = RollingOLS(y, add_constant(x, has_constant="add"), window=length).fit(params_only=True)
    wide = pd.Series(x).rolling(length)
    varies = (wide.max() - wide.min()).to_numpy() > _NOISE * float(np.abs(x).max())
    return np.where(varies, np.asarray(fit.params)[:, 1], np.nan)


def rolling_z(spread: Float64Array, length: int) -> Float64Array:
    """Rolling z-score of pandas."""
    window = pd.Series(spread).rolling(length)
    return ((pd.Series(spread) - window.mean()) / window.std()).to_numpy()


def rolling_pearson(y: Float64Array, x: Float64Array, length: int) -> Float64Array:
    """Rolling correlation of pandas."""
    return pd.Series(y).rolling(length).corr(pd.Series(x)).to_numpy()


@library("arch's unit-root test")
def unit_root(spread: Float64Array, lags: int) -> tuple[float, float]:
    """Statistic and p-value of arch's ADF test with as many lags as the first engine chose."""
    test = ADF(spread, lags=lags, trend="c")
    return float(test.stat), float(test.pvalue)


@library("arch's Engle-Granger test")
def cointegration(y: Float64Array, x: Float64Array, lags: int) -> float:
    """Statistic of arch's Engle-Granger test with a given number of lags."""
    return float(engle_granger(y, x, trend="c", lags=lags).stat)


@library("PyPortfolioOpt's covariance")
def covariances(returns: Float64Array, periods: float) -> Float64Array:
    """Sample covariance of PyPortfolioOpt."""
    frame = pd.DataFrame(returns)
    covariance = risk_models.sample_cov(frame, returns_data=True, frequency=periods)
    return np.asarray(covariance)


@library("scikit-learn's covariance")
def shrunk(returns: Float64Array, periods: float) -> Float64Array:
    """Ledoit and Wolf's covariance by scikit-learn."""
    return np.asarray(LedoitWolf().fit(returns).covariance_) * periods


@library("PyPortfolioOpt's least variance")
def least_variance(covariance: Float64Array) -> list[float]:
    """Long-only weights of least variance by PyPortfolioOpt."""
    frontier = EfficientFrontier(None, covariance, solver="CLARABEL")
    frontier.min_volatility()
    return [float(weight) for weight in frontier.weights]


@library("PyPortfolioOpt's best ratio")
def best_ratio(mean: Float64Array, covariance: Float64Array) -> float:
    """Highest Sharpe ratio of long-only weights by PyPortfolioOpt; NaN when no mean is positive."""
    if float(mean.max()) <= 0.0:
        return math.nan
    frontier = EfficientFrontier(mean, covariance, solver="CLARABEL")
    weights = np.array(list(frontier.max_sharpe(risk_free_rate=0.0).values()))
    return float(weights @ mean) / math.sqrt(float(weights @ covariance @ weights))
