"""Risk's answers as documents that "Why this number?" can read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apps.core import explanations
from apps.core.errors import NotFoundError
from apps.core.explanations import Shown, asked
from apps.jobs.selectors import job_latest
from apps.risk.responses import (
    backtest_response,
    correlation_response,
    portfolio_response,
    series_response,
)
from apps.risk.selectors import (
    correlation_table,
    method_backtests,
    portfolio_risk,
    series_history,
    series_risk,
)
from apps.risk.serializers import (
    BacktestQuery,
    CorrelationQuery,
    GarchQuery,
    PortfolioRiskQuery,
    RiskQuery,
)
from apps.risk.types import GARCH_JOB


def connect() -> None:
    """Register the documents."""
    explanations.register("risk.series", series)
    explanations.register("risk.correlation", correlation)
    explanations.register("risk.backtest", backtest)
    explanations.register("risk.portfolio", portfolio)
    explanations.register("risk.garch", garch)


def _shown(document: dict[str, Any], what: str, *, observations: int | None = None) -> Shown:
    count = document["observations"] if observations is None else observations
    provider = document.get("source") or "stored history"
    return Shown(document, what, provider, document["as_of"], int(count))


def series(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return an instrument's measures."""
    question = asked(RiskQuery, params)
    history = series_history(
        symbol=question["symbol"],
        user_id=user_id,
        period=question["period"],
        benchmark=question["benchmark"],
    )
    found = series_risk(
        history=history,
        confidence=question["confidence"],
        method=question["method"],
        risk_free_rate=question["risk_free_rate"],
    )
    document = series_response(found, question["period"])
    document["risk_free_rate"] = question["risk_free_rate"]
    document["mean_return"] = float(history.sample.mean())
    what = f"Simple daily returns of {history.symbols[0]}, adjusted closes"
    return replace(_shown(document, what), asked=question)


def correlation(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return correlations, flat as one entry a pair."""
    question = asked(CorrelationQuery, params)
    table = correlation_table(user_id=user_id, **question)
    document = correlation_response(table, question["period"])
    names = document["symbols"]
    document["pairs"] = [
        {"y": y, "x": x, "value": document["matrix"][i][j], "overlap": document["overlap"][i][j]}
        for i, y in enumerate(names)
        for j, x in enumerate(names)
    ]
    what = f"Simple daily returns of {', '.join(names)}"
    return replace(_shown(document, what), asked=question)


def backtest(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return every value-at-risk method's record."""
    question = asked(BacktestQuery, params)
    history = series_history(symbol=question["symbol"], user_id=user_id, period="max")
    backtests = method_backtests(history=history, confidence=question["confidence"])
    document = backtest_response(history, question["confidence"], backtests)
    return _shown(
        document,
        f"One-day-ahead forecasts over all daily returns of {history.symbols[0]}",
        observations=max((backtest.observations for backtest, _ in backtests), default=0),
    )


def portfolio(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the risk of fixed weights, given as SYMBOL:weight with commas."""
    parts = [part.rpartition(":") for part in params.get("weights", "").split(",") if part]
    weights = {symbol: weight for symbol, _, weight in parts}
    question = asked(PortfolioRiskQuery, {**params, "weights": weights})
    found = portfolio_risk(user_id=user_id, **question)
    document = portfolio_response(found, question["period"])
    what = f"Daily returns of {', '.join(found.weights)}, restored to the weights"
    return replace(_shown(document, what), asked=question)


def garch(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the newest fit of a volatility model that the person asked for."""
    question = asked(GarchQuery, params)
    history = series_history(symbol=question["symbol"], user_id=user_id, period=question["period"])
    wanted = {**question, "symbol": history.symbols[0]}
    job = job_latest(kind=GARCH_JOB, params=wanted, user_id=user_id)
    if job is None or job.result is None:
        raise NotFoundError("This model has not been fitted yet. Open it on the risk screen first.")
    return _shown(job.result, f"Simple daily returns of {history.symbols[0]}")
