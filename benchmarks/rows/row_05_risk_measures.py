"""Row 5: the risk measures of many symbols, each measure by its own function."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import quantstats

from benchmarks.harness import AnswersDifferError, Row
from ml.risk.correlation import correlation
from ml.risk.drawdown import max_drawdown_depth
from ml.risk.expected_shortfall import historical_expected_shortfall
from ml.risk.measures.beta import beta
from ml.risk.measures.sharpe import sharpe
from ml.risk.measures.sortino import sortino
from ml.risk.moments import kurtosis, skewness
from ml.risk.value_at_risk import gaussian_value_at_risk, historical_value_at_risk
from ml.risk.volatility import volatility_annualised
from ml.series.returns import simple_returns
from ml.series.rolling import rolling_std
from ml.typing import Float64Array

qs: Any = quantstats  # its types promise series where numbers come
SYMBOLS, DAYS, FEW, YEAR = 500, 1_260, 5, 252
TOLERANCE = 1e-12
Answer = dict[str, float]


def rows() -> Iterator[Row]:
    """Compare with quantstats and with plain pandas, which are timed on a few symbols."""
    steps = np.random.default_rng(5).standard_t(5, (DAYS + 1, SYMBOLS)) * 0.01
    prices: Float64Array = 100.0 * np.exp(np.cumsum(steps, axis=0))
    days = pd.bdate_range("2018-01-01", periods=DAYS + 1)
    frame = pd.DataFrame(prices[:, :FEW], index=days)
    market = pd.Series(prices.mean(axis=1), index=days).pct_change().iloc[1:]
    shared: dict[str, Float64Array] = {
        "prices": prices,
        "market": np.asarray(market, dtype=np.float64),
    }

    def ours() -> list[Answer]:
        returns = simple_returns(shared["prices"])
        columns = np.ascontiguousarray(returns.T)
        correlation(returns)
        rolling_std(returns, 21)
        return [_ours(column, shared["market"]) for column in columns]

    def ours_for_quantstats() -> list[Answer]:
        columns = np.ascontiguousarray(simple_returns(shared["prices"]).T)
        return [_eleven(column, shared["market"]) for column in columns]

    def pandas() -> list[Answer]:
        returns = frame.pct_change().iloc[1:]
        returns.corr()
        returns.rolling(21).std()
        return [_pandas(returns[name], market) for name in returns]

    def quantstats() -> list[Answer]:
        returns = frame.pct_change().iloc[1:]
        return [_quantstats(returns[name], market) for name in returns]

    yield Row(
        "5",
        "risk-quantstats",
        f"eleven statistics, {SYMBOLS} symbols x {DAYS} days",
        ours=ours_for_quantstats,
        peer=quantstats,
        goal=50.0,
        agree=_agree,
        peer_name="quantstats",
        depends="the core's speed alone",
        unit="symbol",
        ours_units=SYMBOLS,
        peer_units=FEW,
    )
    yield Row(
        "5",
        "risk-pandas",
        f"ten risk measures, {SYMBOLS} symbols x {DAYS} days",
        ours=ours,
        peer=pandas,
        goal=8.0,
        agree=_agree,
        peer_name="pandas",
        depends="the core's speed alone",
        unit="symbol",
        ours_units=SYMBOLS,
        peer_units=FEW,
    )


def _agree(mine: object, theirs: object) -> str:
    assert isinstance(mine, list)
    assert isinstance(theirs, list)
    gaps = {
        name: abs(ours[name] - value)
        for ours, peer in zip(mine, theirs, strict=False)
        for name, value in peer.items()
    }
    worst = max(gaps, key=lambda name: gaps[name])
    if not gaps[worst] <= TOLERANCE:
        raise AnswersDifferError(f"{worst} differs by {gaps[worst]:.1e}")
    return f"largest difference {gaps[worst]:.0e}"


def _ours(returns: Float64Array, market: Float64Array) -> Answer:
    return {
        "volatility": volatility_annualised(returns, YEAR),
        "sharpe": sharpe(returns, YEAR),
        "sortino": sortino(returns, YEAR),
        "max_drawdown": max_drawdown_depth(returns),
        "value_at_risk": historical_value_at_risk(returns, 0.95),
        "expected_shortfall": historical_expected_shortfall(returns, 0.95),
        "beta": beta(returns, market),
    }


def _pandas(returns: pd.Series, market: pd.Series) -> Answer:
    wealth = (1.0 + returns).cumprod()
    peak = wealth.cummax().clip(lower=1.0)
    downside = math.sqrt((returns.clip(upper=0.0) ** 2).mean())
    worst = returns.nsmallest(63)  # ceil(1,260 * 5 %)
    return {
        "volatility": returns.std() * math.sqrt(YEAR),
        "sharpe": returns.mean() / returns.std() * math.sqrt(YEAR),
        "sortino": returns.mean() / downside * math.sqrt(YEAR),
        "max_drawdown": (1.0 - wealth / peak).max(),
        "value_at_risk": -worst.iloc[-1],
        "expected_shortfall": -worst.mean(),
        "beta": returns.cov(market) / market.var(),
    }


def _eleven(returns: Float64Array, market: Float64Array) -> Answer:
    rolling_std(returns, 126)
    return {
        "volatility": volatility_annualised(returns, YEAR),
        "sharpe": sharpe(returns, YEAR),
        "sortino": sortino(returns, YEAR),
        "max_drawdown": max_drawdown_depth(returns),
        "value_at_risk": gaussian_value_at_risk(returns, 0.95),
        "skew": skewness(returns),
        "kurtosis": kurtosis(returns),
        "beta": beta(returns, market),
        "expected_return": float(np.prod(1.0 + returns) ** (1.0 / returns.size) - 1.0),
        "win_rate": float(np.count_nonzero(returns > 0.0) / np.count_nonzero(returns)),
    }


def _quantstats(returns: pd.Series, market: pd.Series) -> Answer:
    qs.stats.rolling_volatility(returns)
    return {
        "volatility": qs.stats.volatility(returns),
        "sharpe": qs.stats.sharpe(returns),
        "sortino": qs.stats.sortino(returns),
        "max_drawdown": -qs.stats.max_drawdown(returns),
        "value_at_risk": -qs.stats.value_at_risk(returns),
        "skew": qs.stats.skew(returns),
        "kurtosis": qs.stats.kurtosis(returns),
        "beta": qs.stats.greeks(returns, market)["beta"],
        "expected_return": qs.stats.expected_return(returns),
        "win_rate": qs.stats.win_rate(returns),
    }
