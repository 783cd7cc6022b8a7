"""Backtests of value-at-risk methods: forecast each past day from the days before it."""

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import day_start
from apps.core.typed.hints import shallow
from apps.instruments.selectors import require_history
from apps.risk.answers.backtests import (
    MethodBacktest,
    MethodBacktestByYear,
    RiskBacktest,
    YearBacktest,
)
from apps.risk.questions import BacktestQuestion
from apps.risk.selectors.history import series_history
from apps.risk.types import ReturnHistory
from ml.risk.backtests.christoffersen import conditional_coverage, independence
from ml.risk.backtests.kupiec import kupiec
from ml.risk.backtests.rolling import RollingForecast
from ml.risk.backtests.shortfall import shortfall_test
from ml.risk.backtests.tick_loss import tick_loss
from ml.risk.backtests.traffic_light import traffic_light
from ml.risk.methods import BACKTEST_WINDOW, METHODS, Method, rolling_tail_risk

BADGE_DAYS = 1_000
_LEAST = 100


def recent_backtest(
    *, history: ReturnHistory, confidence: float, method: Method
) -> MethodBacktest | None:
    """Return how a method did over the last 1,000 days; None with too little history."""
    window = BACKTEST_WINDOW[method]
    returns = history.returns[-(BADGE_DAYS + window) :]
    dates = history.dates[1:][-returns.size :]
    if returns.size < window + _LEAST:
        return None
    forecast = rolling_tail_risk(returns, confidence, method)
    return _backtest(returns, dates, forecast, confidence, method)


def risk_backtest(*, question: BacktestQuestion, user_id: int | None) -> RiskBacktest:
    """Return every method's record over an instrument's whole history, with each calendar year.

    Raises
    ------
    UnknownSymbolError
        For a symbol that the person cannot see.
    InsufficientHistoryError
        When the longest window leaves no 100 days to forecast.
    """
    history = series_history(symbol=question.symbol, user_id=user_id, period="max")
    return RiskBacktest(
        symbol=history.symbols[0],
        confidence=question.confidence,
        as_of=day_start(history.dates[-1].item()),
        source=history.source,
        simulated=False,
        methods=_methods(history, question.confidence),
    )


def _methods(history: ReturnHistory, confidence: float) -> tuple[MethodBacktestByYear, ...]:
    returns, dates = history.returns, history.dates[1:]
    needed = max(BACKTEST_WINDOW.values()) + _LEAST
    require_history(returns.size, needed, ", ".join(history.symbols))
    out = []
    for method in METHODS:
        if method == "evt" and confidence < 0.9:
            continue  # its threshold is the worst tenth: nothing is modelled inside
        forecast = rolling_tail_risk(returns, confidence, method)
        backtest = _backtest(returns, dates, forecast, confidence, method)
        if backtest is not None:
            years = _years(returns, dates, forecast, confidence)
            out.append(MethodBacktestByYear(**shallow(backtest), years=years))
    return tuple(out)


def _backtest(
    returns: NDArray[np.float64],
    dates: NDArray[np.datetime64],
    forecast: RollingForecast,
    confidence: float,
    method: Method,
) -> MethodBacktest | None:
    made = np.isfinite(forecast.value_at_risk)
    if not made.any():
        return None
    hits = forecast.violations(returns)
    count, days = int(hits.sum()), int(hits.size)
    coverage, alone = kupiec(count, days, confidence), independence(hits)
    shortfall = shortfall_test(
        returns, forecast.value_at_risk, forecast.expected_shortfall, confidence
    )
    when = dates[made]
    return MethodBacktest(
        method=method,
        confidence=confidence,
        window=BACKTEST_WINDOW[method],
        observations=days,
        violations=count,
        expected=days * (1.0 - confidence),
        rate=count / days,
        kupiec_statistic=coverage.statistic,
        kupiec_p_value=coverage.p_value,
        independence_statistic=alone.statistic,
        independence_p_value=alone.p_value,
        conditional_p_value=conditional_coverage(hits, confidence).p_value,
        tick_loss=tick_loss(returns, forecast.value_at_risk, confidence),
        shortfall_z2=shortfall.z2,
        shortfall_z2_critical=shortfall.critical_value,
        shortfall_p_value=shortfall.p_value,
        light=traffic_light(count, days, confidence),
        start=day_start(when[0].item()),
        end=day_start(when[-1].item()),
    )


def _years(
    returns: NDArray[np.float64],
    dates: NDArray[np.datetime64],
    forecast: RollingForecast,
    confidence: float,
) -> tuple[YearBacktest, ...]:
    made = np.isfinite(forecast.value_at_risk)
    hits = forecast.violations(returns)
    years = dates[made].astype("datetime64[Y]").astype(int) + 1970
    out = []
    for year in np.unique(years).tolist():
        inside = hits[years == year]
        count, days = int(inside.sum()), int(inside.size)
        out.append(YearBacktest(year, days, count, traffic_light(count, days, confidence)))
    return tuple(out)
