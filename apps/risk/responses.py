"""The measures of a return series as the answers that have them."""

import math
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from apps.core.clock import day_start
from apps.risk.answers import Measures
from apps.risk.answers.points import points
from apps.risk.tiles import SHOWN
from apps.risk.types import ReturnHistory, SeriesRisk
from ml.measures.summary import Summary
from ml.risk.drawdown import max_drawdown
from ml.risk.measures.predicted_volatility import predicted_volatility
from ml.risk.measures.rolling_volatility import WINDOW

Measured = TypeVar("Measured", bound=Measures)


def confidence_suffix(confidence: float) -> str:
    """Return the name of a confidence level in field names: 95, 99, 97_5."""
    return f"{confidence * 100:.6g}".replace(".", "_")


def measured_answer(
    kind: type[Measured], risk: SeriesRisk, *, period: str, days: int = 1, **further: Any
) -> Measured:
    """Return an answer with the measures of one return series.

    Parameters
    ----------
    kind : type
        Which answer.
    risk : SeriesRisk
        What was measured.
    period : str
        As it was asked for.
    days : int, optional
        Days that measures which grow with time are about.
    **further : object
        The other fields of that answer.
    """
    history, sample, summary = risk.history, risk.sample, risk.summary
    prediction, fall = summary.result(predicted_volatility), summary.result(max_drawdown)
    assert prediction is not None, "it takes returns alone"
    assert fall is not None, "it takes returns alone"
    dates = history.sample_dates
    measures = _measures(summary, dates, days)
    answer = kind(
        **_frame(history, period),
        **measures,
        benchmark=history.benchmark_symbol,
        confidence=sample.confidence,
        method=sample.method,
        volatility_model=prediction.model,
        drawdown_start=day_start(dates[fall.start].item()),
        drawdown_trough=day_start(dates[fall.trough].item()),
        drawdown_end=None if fall.end is None else day_start(dates[fall.end].item()),
        rolling_window=WINDOW,
        measures=SHOWN,
        backtest=risk.backtest,
        **further,
    )
    # Names that depend on the question are no fields of a type.
    suffix = confidence_suffix(sample.confidence)
    at_level = [one.name for one in summary.measures if "confidence" in one.parameters]
    vars(answer).update({f"{name}_{suffix}": measures[name] for name in at_level})
    return answer


def _measures(summary: Summary, dates: NDArray[np.datetime64], horizon: int) -> dict[str, Any]:
    """Return every measure under its name."""
    fields: dict[str, Any] = {}
    for measure in summary.measures:
        value = summary.values[measure.name]
        if isinstance(value, np.ndarray):
            fields[measure.name] = points(dates[-value.size :], value)
            continue
        number = value * math.sqrt(horizon) if measure.scaling == "root_of_time" else value
        fields[measure.name] = int(number) if measure.unit == "count" else number
    return fields


def _frame(history: ReturnHistory, period: str) -> dict[str, Any]:
    return {
        "as_of": day_start(history.dates[-1].item()),
        "period": period,
        "period_start": day_start(history.sample_dates[0].item()),
        "calendar_factor": history.periods_per_year,
        "source": history.source,
        "currency": history.currency,
        "simulated": False,  # simulated bars never enter daily history
    }
