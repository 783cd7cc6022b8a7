"""Everything about one return series."""

from apps.core.errors import UnprocessableError
from apps.instruments.errors import InsufficientHistoryError
from apps.instruments.selectors import listed
from apps.risk.selectors.method_backtests import recent_backtest
from apps.risk.types import ROLLING_WINDOW, ReturnHistory, SeriesRisk
from ml.errors import InsufficientDataError, NumericError
from ml.risk.drawdown import drawdown
from ml.risk.methods import Method, TailRisk, tail_risk
from ml.risk.summary import measures
from ml.series.noise import RATIO
from ml.series.rolling import rolling_std
from ml.volatility.prediction import predict_volatility


def series_risk(
    *,
    history: ReturnHistory,
    confidence: float,
    method: Method,
    risk_free_rate: float = 0.0,
) -> SeriesRisk:
    """Compute the measures, the tail and its record for one return series.

    Raises
    ------
    InsufficientHistoryError
        When the tail asked for holds no observation.
    UnprocessableError
        `method_unavailable` when the method does not exist for this sample.
    """
    name = listed(history.symbols)
    prediction = predict_volatility(history.returns, high=history.high, low=history.low)
    rolling = rolling_std(history.returns, ROLLING_WINDOW, unit=RATIO)[history.first :]
    return SeriesRisk(
        history=history,
        confidence=confidence,
        method=method,
        measures=measures(
            history.sample,
            history.periods_per_year,
            benchmark=history.sample_benchmark,
            risk_free_rate=risk_free_rate,
        ),
        tail=sample_tail(history, confidence, method, name),
        predicted_volatility=prediction.volatility,
        volatility_model=prediction.model,
        rolling_volatility=rolling,
        drawdown=drawdown(history.sample),
        trial=recent_backtest(history=history, confidence=confidence, method=method),
    )


def sample_tail(history: ReturnHistory, confidence: float, method: Method, name: str) -> TailRisk:
    """Return value at risk and shortfall, with the numeric refusal put into words."""
    try:
        return tail_risk(history.sample, confidence, method, earlier=history.earlier)
    except InsufficientDataError as error:
        raise InsufficientHistoryError(
            name,
            observations=error.observations + 1,
            needed=error.needed + 1,
            common=len(history.symbols) > 1,
        ) from error
    except NumericError as error:
        raise UnprocessableError(
            f"{method} cannot be computed for {name}: {error}.", code="method_unavailable"
        ) from error
