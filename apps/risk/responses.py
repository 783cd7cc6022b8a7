"""Risk's values as the documents that go out, past the framework's serializers."""

import math
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apps.risk.tiles import SHOWN
from apps.risk.types import (
    CorrelationTable,
    MethodBacktest,
    PortfolioRisk,
    ReturnHistory,
    SeriesRisk,
    Stress,
    YearBacktest,
)
from ml.measures.summary import Summary
from ml.risk.drawdown import MaxDrawdown, max_drawdown
from ml.risk.measures.predicted_volatility import predicted_volatility
from ml.risk.measures.rolling_volatility import WINDOW


def confidence_suffix(confidence: float) -> str:
    """Return the name of a confidence level in field names: 95, 99, 97_5."""
    return f"{confidence * 100:.6g}".replace(".", "_")


def day_text(day: date | np.datetime64) -> str:
    """Return a session's date as its midnight, UTC."""
    return f"{day}T00:00:00Z"


def points(dates: NDArray[np.datetime64], values: NDArray[np.float64]) -> list[dict[str, Any]]:
    """Return dated numbers; NaN goes out as null."""
    days = np.datetime_as_string(dates, unit="D").tolist()
    return [
        {"timestamp": f"{day}T00:00:00Z", "value": value}
        for day, value in zip(days, values.tolist(), strict=True)
    ]


def series_response(risk: SeriesRisk, period: str, *, horizon: int = 1) -> dict[str, Any]:
    """Return the measures of one return series."""
    history, sample, summary = risk.history, risk.sample, risk.summary
    prediction = summary.result(predicted_volatility)
    return {
        **_frame(history, period),
        "benchmark": history.benchmark_symbol,
        "confidence": sample.confidence,
        "method": sample.method,
        **measure_fields(summary, history.sample_dates, sample.confidence, horizon),
        "volatility_model": None if prediction is None else prediction.model,
        **_moments_of_fall(summary.result(max_drawdown), history.sample_dates),
        "rolling_window": WINDOW,
        "measures": SHOWN,
        "backtest": None if risk.backtest is None else method_response(risk.backtest),
    }


def measure_fields(
    summary: Summary, dates: NDArray[np.datetime64], confidence: float, horizon: int
) -> dict[str, Any]:
    """Return every measure under its name; one at a confidence also under a name that says it."""
    suffix = confidence_suffix(confidence)
    fields: dict[str, Any] = {}
    for measure in summary.measures:
        value = summary.values[measure.name]
        if isinstance(value, np.ndarray):
            fields[measure.name] = points(dates[-value.size :], value)
            continue
        number = value * math.sqrt(horizon) if measure.scaling == "root_of_time" else value
        fields[measure.name] = int(number) if measure.unit == "count" else number
        if "confidence" in measure.parameters:
            fields[f"{measure.name}_{suffix}"] = number
    return fields


def _frame(history: ReturnHistory, period: str) -> dict[str, Any]:
    return {
        "as_of": day_text(history.dates[-1]),
        "period": period,
        "period_start": day_text(history.sample_dates[0]),
        "calendar_factor": history.periods_per_year,
        "source": history.source,
        "currency": history.currency,
        "simulated": False,  # simulated bars never enter daily history
    }


def _moments_of_fall(
    found: MaxDrawdown | None, dates: NDArray[np.datetime64]
) -> dict[str, str | None]:
    if found is None:
        return dict.fromkeys(("drawdown_start", "drawdown_trough", "drawdown_end"))
    return {
        "drawdown_start": day_text(dates[found.start]),
        "drawdown_trough": day_text(dates[found.trough]),
        "drawdown_end": None if found.end is None else day_text(dates[found.end]),
    }


def method_response(backtest: MethodBacktest) -> dict[str, Any]:
    """Return a method's record."""
    fields = {name: getattr(backtest, name) for name in MethodBacktest.__slots__}
    for name in ("start", "end"):
        fields[name] = None if fields[name] is None else day_text(fields[name])
    return fields


def backtest_response(
    history: ReturnHistory,
    confidence: float,
    backtests: list[tuple[MethodBacktest, list[YearBacktest]]],
) -> dict[str, Any]:
    """Return every method's record with its years."""
    return {
        "symbol": history.symbols[0],
        "confidence": confidence,
        "as_of": day_text(history.dates[-1]),
        "source": history.source,
        "simulated": False,
        "methods": [
            method_response(backtest)
            | {
                "years": [
                    {name: getattr(year, name) for name in YearBacktest.__slots__} for year in years
                ]
            }
            for backtest, years in backtests
        ],
    }


def correlation_response(table: CorrelationTable, period: str) -> dict[str, Any]:
    """Return a correlation matrix."""
    return {
        "symbols": list(table.symbols),
        "matrix": table.matrix.tolist(),
        "observations": table.observations,
        "overlap": table.overlap.tolist(),
        "min_overlap": table.min_overlap,
        "currency": table.currency,
        "alignment": table.alignment,
        "skipped": [{"symbol": one.symbol, "reason": one.reason} for one in table.skipped],
        "period": period,
        "period_start": day_text(table.start),
        "as_of": day_text(table.as_of),
        "simulated": False,
    }


def portfolio_response(found: PortfolioRisk, period: str) -> dict[str, Any]:
    """Return the risk of fixed weights."""
    return {
        "symbols": list(found.weights),
        "weights": found.weights,
        **series_response(found.risk, period, horizon=found.horizon),
        "horizon": found.horizon,
        "horizon_rule": "square_root_of_time",
        "components": [
            {
                "symbol": part.symbol,
                "weight": part.weight,
                "value_at_risk": part.value_at_risk,
                "share": part.share,
            }
            for part in found.components
        ],
        "correlation": correlation_response(found.correlation, period),
        "stress": {
            "episodes": [_stress(one) for one in found.episodes],
            "worst": [_stress(one) for one in found.worst],
            "shocks": [_stress(one) for one in found.shocks],
        },
    }


def _stress(stress: Stress) -> dict[str, Any]:
    return {
        "name": stress.name,
        "start": None if stress.start is None else day_text(stress.start),
        "end": None if stress.end is None else day_text(stress.end),
        "market_return": stress.market_return,
        "loss": stress.loss,
    }
