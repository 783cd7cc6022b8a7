"""Everything about one return series."""

from apps.core.errors import UnprocessableError
from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.selectors import listed
from apps.risk.questions import RiskQuestion
from apps.risk.selectors.history import series_history
from apps.risk.selectors.method_backtests import recent_backtest
from apps.risk.types import ReturnHistory, SeriesRisk
from ml.errors import InsufficientDataError, NumericError
from ml.measures.summary import Summary, summarise
from ml.risk.methods import Method
from ml.risk.registry import SERIES_MEASURES
from ml.risk.sample import ReturnSample


def instrument_risk(*, question: RiskQuestion, user_id: int | None) -> SeriesRisk:
    """Compute every measure of an instrument's returns, and the record of their tail.

    Raises
    ------
    UnknownSymbolError
        For a symbol or benchmark that the person cannot see.
    InsufficientHistoryError
        When the period is too short, or the tail asked for holds no observation.
    UnprocessableError
        `method_unavailable` when the method does not exist for this sample.
    """
    history = series_history(
        symbol=question.symbol,
        user_id=user_id,
        period=question.period,
        benchmark=question.benchmark,
    )
    return series_risk(
        history=history,
        confidence=question.confidence,
        method=question.method,
        risk_free_rate=question.risk_free_rate,
    )


def series_risk(
    *,
    history: ReturnHistory,
    confidence: float,
    method: Method,
    risk_free_rate: float = 0.0,
) -> SeriesRisk:
    """Compute every measure of one return series, and the record of its tail.

    Raises
    ------
    InsufficientHistoryError
        When the tail asked for holds no observation.
    UnprocessableError
        `method_unavailable` when the method does not exist for this sample.
    """
    sample = ReturnSample(
        returns=history.sample,
        periods=history.periods_per_year,
        earlier=history.earlier,
        benchmark=history.sample_benchmark,
        high=history.high,
        low=history.low,
        risk_free_rate=risk_free_rate,
        confidence=confidence,
        method=method,
    )
    return SeriesRisk(
        history=history,
        sample=sample,
        summary=_summarised(sample, history.symbols),
        backtest=recent_backtest(history=history, confidence=confidence, method=method),
    )


def _summarised(sample: ReturnSample, symbols: tuple[str, ...]) -> Summary:
    """Return every measure, with a numeric refusal put into words."""
    try:
        return summarise(SERIES_MEASURES, sample)
    except InsufficientDataError as error:
        raise InsufficientHistoryError(
            listed(symbols),
            observations=error.observations + 1,
            needed=error.needed + 1,
            common=len(symbols) > 1,
        ) from error
    except NumericError as error:
        raise UnprocessableError(
            f"{sample.method} cannot be computed for {listed(symbols)}: {error}.",
            code="method_unavailable",
        ) from error
