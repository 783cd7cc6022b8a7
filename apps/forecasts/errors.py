"""Refusals of forecasts, each with its cause and its fix."""

from collections.abc import Iterable

from apps.core.errors import BadRequestError, FieldProblem, ProblemError, UnprocessableError
from apps.forecasts.types import BARS_TO_FORECAST, BARS_TO_TRAIN


class UnknownModelError(BadRequestError):
    """No model of that name."""

    default_code = "unknown_model"
    default_title = "Unknown model"

    def __init__(self, model: str, known: Iterable[str]) -> None:
        message = f"{model[:40]!r} is not one of: {', '.join(known)}."
        super().__init__(f"model: {message}", errors=[FieldProblem("model", message)])


class TooFewBarsError(UnprocessableError):
    """Too little history for a forecast; `together` says that `symbol` names several."""

    default_code = "insufficient_history"
    default_title = "Too little history"

    def __init__(
        self,
        symbol: str,
        *,
        observations: int,
        needed: int = BARS_TO_FORECAST,
        unit: str = "daily",
        together: bool = False,
    ) -> None:
        have = "together have" if together else "has"
        super().__init__(
            f"{symbol} {have} {observations} {unit} bars that can be used; {needed} are needed. "
            "Choose another symbol, or come back when more bars are there.",
            extra={"observations": observations, "needed": needed, "symbol": symbol},
        )


class NothingToLearnError(UnprocessableError):
    """A training was asked for where nobody has daily history."""

    default_code = "insufficient_history"
    default_title = "Nothing to learn from"

    def __init__(self) -> None:
        super().__init__(
            "No symbol has real daily history yet, so there is nothing to train on. Add a symbol "
            f"whose history can be fetched, or upload a file with at least {BARS_TO_TRAIN} daily "
            "prices.",
            extra={"observations": 0, "needed": BARS_TO_TRAIN},
        )


class NotForecastableError(UnprocessableError):
    """Enough bars, and yet no forecast; the reason is in the detail."""

    default_code = "not_forecastable"
    default_title = "No forecast of these prices"

    def __init__(self, symbol: str, reason: str) -> None:
        super().__init__(
            f"{symbol} has no forecast: {reason}. Choose another symbol, or come back when its "
            "price moves again.",
            extra={"symbol": symbol},
        )


class NotTrainableError(UnprocessableError):
    """Enough bars, and too few that a feature can be made of."""

    default_code = "not_trainable"
    default_title = "Nothing to learn from"

    def __init__(self, symbols: str, *, bars: int, observations: int, needed: int) -> None:
        super().__init__(
            f"No model can be trained on {symbols}: of {bars} daily bars {observations} can be "
            f"used, and {needed} are needed. Features are in units of volatility, and there is "
            "none where a price stands still or grows evenly. Choose another symbol.",
            extra={"observations": observations, "needed": needed, "bars": bars},
        )


class LeakingDataError(UnprocessableError):
    """The data hold the future, or look as if they did."""

    default_code = "leaking_data"
    default_title = "The data give the future away"


class NoGoodModelError(ProblemError):
    """Every stored model of a kind is missing, cut or swapped."""

    default_status = 503
    default_code = "no_good_model"
    default_title = "No usable model"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"No stored {kind} model passed its checksum. Train again to replace it.",
        )
