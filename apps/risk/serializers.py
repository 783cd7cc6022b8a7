"""What risk takes: which questions there are, and within which limits."""

from typing import Any

from rest_framework import serializers
from typing_extensions import override

from apps.core.fields import CurrencyField, NumberField, NumbersField
from apps.core.web.questions import QuestionSerializer
from apps.instruments.intervals import PERIODS
from apps.risk.questions import (
    BacktestQuestion,
    CorrelationQuestion,
    GarchQuestion,
    PortfolioRiskQuestion,
    RiskQuestion,
)
from ml.risk.methods import DEFAULT_METHOD, METHODS
from ml.risk.sample import CONFIDENCE, RISK_FREE_RATE
from ml.volatility.names import DISTRIBUTIONS, GARCH_MODELS

MAX_SYMBOLS = 100
WEIGHT_TOLERANCE = 1e-6


class SymbolsField(serializers.ListField):
    """Symbols separated by commas; doubles are dropped, the order is kept."""

    child = serializers.CharField(max_length=32)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=1, max_length=MAX_SYMBOLS, **kwargs)

    @override
    def get_value(self, dictionary: Any) -> Any:
        """Return the parts of one comma-separated parameter."""
        text = dictionary.get(self.field_name)
        if text is None:
            return serializers.empty
        return list(dict.fromkeys(part.strip().upper() for part in str(text).split(",")))


class ConfidenceField(NumberField):
    """A confidence level as a fraction."""

    def __init__(self, **kwargs: Any) -> None:
        limits = {"min_value": CONFIDENCE.least, "max_value": CONFIDENCE.most}
        super().__init__(**(limits | {"default": 0.95} | kwargs))


class PeriodField(serializers.ChoiceField):
    """A length of history, counted back from the last real bar."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": f"{{input}} is not one of: {', '.join(PERIODS)}."}
        known = {"choices": list(PERIODS), "error_messages": messages, "default": "5y"}
        super().__init__(**(known | kwargs))


class MethodField(serializers.ChoiceField):
    """A way to value at risk."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": f"{{input}} is not one of: {', '.join(METHODS)}."}
        known = {"choices": list(METHODS), "error_messages": messages, "default": DEFAULT_METHOD}
        super().__init__(**(known | kwargs))


class BasketCurrencyField(CurrencyField):
    """The currency that prices are converted into; empty for the one they share."""

    def __init__(self, **kwargs: Any) -> None:
        text = "ISO 4217; needed when the symbols are in several currencies."
        known = {"default": "", "allow_blank": True, "help_text": text}
        super().__init__(**(known | kwargs))


class RiskQuery(QuestionSerializer[RiskQuestion]):
    """Parameters of `GET /risk`."""

    question = RiskQuestion

    symbol = serializers.CharField(max_length=32)
    period = PeriodField()
    confidence = ConfidenceField()
    method = MethodField()
    benchmark = serializers.CharField(max_length=32, default="", allow_blank=True)
    risk_free_rate = NumberField(
        min_value=RISK_FREE_RATE.least, max_value=RISK_FREE_RATE.most, default=0.0
    )


class CorrelationQuery(QuestionSerializer[CorrelationQuestion]):
    """Parameters of `GET /risk/correlation`."""

    question = CorrelationQuestion

    symbols = SymbolsField(help_text="Comma-separated, for example AAPL,MSFT.")
    period = PeriodField(default="1y")
    currency = BasketCurrencyField(
        help_text="ISO 4217, to convert into; else each return is in its own currency."
    )


class BacktestQuery(QuestionSerializer[BacktestQuestion]):
    """Parameters of `GET /risk/backtest`."""

    question = BacktestQuestion

    symbol = serializers.CharField(max_length=32)
    confidence = ConfidenceField(default=0.99)


class GarchQuery(QuestionSerializer[GarchQuestion]):
    """Parameters of `GET /risk/garch`."""

    question = GarchQuestion

    symbol = serializers.CharField(max_length=32)
    model = serializers.ChoiceField(choices=GARCH_MODELS, default="garch")
    distribution = serializers.ChoiceField(choices=DISTRIBUTIONS, default="normal")
    period = PeriodField(default="max")


class PortfolioRiskQuery(QuestionSerializer[PortfolioRiskQuestion]):
    """Body of `POST /risk/portfolio`."""

    question = PortfolioRiskQuestion

    weights = NumbersField(
        child=NumberField(min_value=-10.0, max_value=10.0), least=1, most=MAX_SYMBOLS
    )
    period = PeriodField()
    confidence = ConfidenceField()
    horizon = serializers.IntegerField(min_value=1, max_value=252, default=1)
    method = MethodField()
    benchmark = serializers.CharField(max_length=32, default="", allow_blank=True)
    currency = BasketCurrencyField()

    def validate_weights(self, value: dict[str, float]) -> dict[str, float]:
        """Take symbols in any case; refuse doubles, and sums other than one."""
        upper = {symbol.strip().upper(): float(weight) for symbol, weight in value.items()}
        if len(upper) != len(value):
            raise serializers.ValidationError("A symbol is there twice; give each once.")
        total = sum(upper.values())
        if not abs(total - 1.0) <= WEIGHT_TOLERANCE:
            raise serializers.ValidationError(
                f"The weights sum to {total:.6g}; they must sum to 1."
            )
        return upper
