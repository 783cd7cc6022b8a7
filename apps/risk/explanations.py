"""Risk's answers as documents that "Why this number?" can read."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from apps.core import explanations
from apps.core.errors import NotFoundError
from apps.core.explanations import Shown, parsed
from apps.core.json import plain
from apps.instruments.market_clock import past_moment
from apps.jobs.selectors import job_latest
from apps.risk.answers import Risk
from apps.risk.responses import measured_answer
from apps.risk.selectors import (
    correlation_table,
    instrument_risk,
    portfolio_risk,
    risk_backtest,
    series_history,
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
    explanations.register("risk.series", series, answers_past=True)
    explanations.register("risk.correlation", correlation, answers_past=True)
    explanations.register("risk.backtest", backtest, answers_past=True)
    explanations.register("risk.portfolio", portfolio, answers_past=True)
    explanations.register("risk.garch", garch, answers_past=True)


def _shown(document: dict[str, Any], what: str, *, observations: int | None = None) -> Shown:
    count = document["observations"] if observations is None else observations
    provider = document.get("source") or "stored history"
    return Shown(document, what, provider, document["as_of"], int(count))


def series(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return an instrument's measures."""
    question = parsed(RiskQuery, params).asked()
    found = instrument_risk(question=question, user_id=user_id)
    symbol = found.history.symbols[0]
    document = plain(measured_answer(Risk, found, period=question.period, symbol=symbol))
    document["risk_free_rate"] = question.risk_free_rate
    document["mean_return"] = float(found.history.sample.mean())
    what = f"Simple daily returns of {symbol}, adjusted closes"
    return replace(_shown(document, what), asked=asdict(question))


def correlation(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return correlations, flat as one entry a pair."""
    question = parsed(CorrelationQuery, params).asked()
    document = plain(correlation_table(question=question, user_id=user_id))
    names = document["symbols"]
    document["pairs"] = [
        {"y": y, "x": x, "value": document["matrix"][i][j], "overlap": document["overlap"][i][j]}
        for i, y in enumerate(names)
        for j, x in enumerate(names)
    ]
    what = f"Simple daily returns of {', '.join(names)}"
    return replace(_shown(document, what), asked=asdict(question))


def backtest(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return every value-at-risk method's record."""
    found = risk_backtest(question=parsed(BacktestQuery, params).asked(), user_id=user_id)
    return _shown(
        plain(found),
        f"One-day-ahead forecasts over all daily returns of {found.symbol}",
        observations=max((one.observations for one in found.methods), default=0),
    )


def portfolio(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the risk of fixed weights, given as SYMBOL:weight with commas."""
    parts = [part.rpartition(":") for part in params.get("weights", "").split(",") if part]
    weights = {symbol: weight for symbol, _, weight in parts}
    question = parsed(PortfolioRiskQuery, {**params, "weights": weights}).asked()
    document = plain(portfolio_risk(question=question, user_id=user_id))
    what = f"Daily returns of {', '.join(document['weights'])}, restored to the weights"
    return replace(_shown(document, what), asked=asdict(question))


def garch(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the newest fit of a volatility model that the person asked for."""
    question = parsed(GarchQuery, params).asked()
    history = series_history(symbol=question.symbol, user_id=user_id, period=question.period)
    wanted = replace(question, symbol=history.symbols[0])
    job = job_latest(kind=GARCH_JOB, params=wanted, user_id=user_id, as_of=past_moment())
    if job is None or job.result is None:
        raise NotFoundError("This model has not been fitted yet. Open it on the risk screen first.")
    return _shown(job.result, f"Simple daily returns of {history.symbols[0]}")
