"""Questions that risk takes and the shapes of its answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from typing_extensions import override

from apps.core.fields import CurrencyField, NumberField, NumbersField
from apps.core.serializers import SkippedSymbolSerializer
from apps.instruments.intervals import PERIODS
from ml.measures.measure import UNITS, Measure
from ml.risk.methods import DEFAULT_METHOD, METHODS
from ml.risk.registry import SERIES_MEASURES
from ml.risk.sample import CONFIDENCE, RISK_FREE_RATE

MAX_SYMBOLS = 100
WEIGHT_TOLERANCE = 1e-6
USUAL_LEVELS = (95, 99)
"""Confidences whose own names of a measure are described; others have one too."""


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


class RiskQuery(serializers.Serializer[object]):
    """Parameters of `GET /risk`."""

    symbol = serializers.CharField(max_length=32)
    period = PeriodField()
    confidence = ConfidenceField()
    method = MethodField()
    benchmark = serializers.CharField(max_length=32, default="", allow_blank=True)
    risk_free_rate = NumberField(
        min_value=RISK_FREE_RATE.least, max_value=RISK_FREE_RATE.most, default=0.0
    )


class CorrelationQuery(serializers.Serializer[object]):
    """Parameters of `GET /risk/correlation`."""

    symbols = SymbolsField(help_text="Comma-separated, for example AAPL,MSFT.")
    period = PeriodField(default="1y")
    currency = BasketCurrencyField(
        help_text="ISO 4217, to convert into; else each return is in its own currency."
    )


class BacktestQuery(serializers.Serializer[object]):
    """Parameters of `GET /risk/backtest`."""

    symbol = serializers.CharField(max_length=32)
    confidence = ConfidenceField(default=0.99)


class GarchQuery(serializers.Serializer[object]):
    """Parameters of `GET /risk/garch`."""

    symbol = serializers.CharField(max_length=32)
    model = serializers.ChoiceField(choices=["garch", "gjr", "egarch"], default="garch")
    distribution = serializers.ChoiceField(choices=["normal", "t"], default="normal")
    period = PeriodField(default="max")


class PortfolioRiskQuery(serializers.Serializer[object]):
    """Body of `POST /risk/portfolio`."""

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


class PointSerializer(serializers.Serializer[object]):
    """One day's number."""

    timestamp = serializers.DateTimeField()
    value = serializers.FloatField(allow_null=True)


class TrialSerializer(serializers.Serializer[object]):
    """A method's record, forecasting one day ahead."""

    method = serializers.ChoiceField(choices=list(METHODS))
    confidence = serializers.FloatField()
    window = serializers.IntegerField(help_text="Days a forecast is made from.")
    observations = serializers.IntegerField(help_text="Days forecast.")
    violations = serializers.IntegerField()
    expected = serializers.FloatField(help_text="Violations that the confidence says.")
    rate = serializers.FloatField()
    kupiec_statistic = serializers.FloatField()
    kupiec_p_value = serializers.FloatField()
    independence_statistic = serializers.FloatField(allow_null=True)
    independence_p_value = serializers.FloatField(allow_null=True)
    conditional_p_value = serializers.FloatField(allow_null=True)
    tick_loss = serializers.FloatField()
    shortfall_z2 = serializers.FloatField(
        allow_null=True, help_text="Acerbi-Szekely; negative where losses exceeded the shortfall."
    )
    shortfall_z2_critical = serializers.FloatField(
        allow_null=True,
        help_text="5 % critical value, simulated for the number of days, the confidence and tail.",
    )
    shortfall_p_value = serializers.FloatField(
        allow_null=True, help_text="One-sided, from the same simulation."
    )
    light = serializers.ChoiceField(choices=["green", "yellow", "red"])
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


def measure_field(measure: Measure) -> serializers.Field[Any, Any, Any, Any]:
    """Return the field of an answer that a measure is sent in."""
    parts = [measure.meaning, measure.sign, measure.unknown and f"Null {measure.unknown}."]
    if "confidence" in measure.parameters:
        parts.append(f"Also under its own name, such as {measure.name}_95.")
    about = " ".join(part for part in parts if part)
    if measure.path:
        return PointSerializer(many=True, help_text=about)
    if measure.unit == "count":
        return serializers.IntegerField(help_text=about)
    return serializers.FloatField(allow_null=bool(measure.unknown), help_text=about)


class ShownMeasureSerializer(serializers.Serializer[object]):
    """How a measure of this answer is shown.

    A text in braces names another value of the response and its format: {volatility|percent}.
    """

    id = serializers.CharField(help_text="In the catalogue: GET /quality/measures explains it.")
    field = serializers.CharField(help_text="Name of the value in this response.")
    label = serializers.CharField()  # type: ignore[assignment]  # Field.label gives way
    unit = serializers.ChoiceField(choices=UNITS)
    digits = serializers.IntegerField(help_text="Decimals, of a fraction as per cent.")
    note = serializers.CharField(allow_blank=True, help_text="One line below the value.")
    note_without = serializers.CharField(
        allow_blank=True, help_text="Instead of the note where a value that it names is null."
    )
    headline = serializers.BooleanField(help_text="Whether a short list has it too.")


class MeasuresSerializer(serializers.Serializer[object]):
    """Measures of a return series; fractions, losses positive, null when there is none."""

    as_of = serializers.DateTimeField()
    period = serializers.CharField()
    period_start = serializers.DateTimeField()
    calendar_factor = serializers.IntegerField(help_text="Periods a year: 252 or 365.")
    source = serializers.CharField()  # type: ignore[assignment]  # Field.source gives way
    simulated = serializers.BooleanField()
    currency = serializers.CharField(help_text="Of the prices that returns are taken of.")
    benchmark = serializers.CharField(allow_null=True)
    confidence = serializers.FloatField()
    method = serializers.ChoiceField(choices=list(METHODS))
    volatility_model = serializers.CharField()
    drawdown_start = serializers.DateTimeField(help_text="Close of the peak.")
    drawdown_trough = serializers.DateTimeField()
    drawdown_end = serializers.DateTimeField(allow_null=True, help_text="Null while below it.")
    rolling_window = serializers.IntegerField()
    measures = ShownMeasureSerializer(
        many=True, help_text="The measures that screens show, in reading order."
    )
    backtest = TrialSerializer(allow_null=True, help_text="Null with too little history.")

    @override
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Add a field for each measure, as its declaration describes it."""
        own = super().get_fields()
        usual = {
            f"{measure.name}_{level}": serializers.FloatField(
                required=False, allow_null=bool(measure.unknown), help_text=measure.meaning
            )
            for level in USUAL_LEVELS
            for measure in SERIES_MEASURES
            if "confidence" in measure.parameters
        }
        every = {measure.name: measure_field(measure) for measure in SERIES_MEASURES}
        return own | every | usual


@extend_schema_serializer(component_name="Risk")
class RiskSerializer(MeasuresSerializer):
    """Risk of one instrument."""

    symbol = serializers.CharField()


@extend_schema_serializer(component_name="Correlation")
class CorrelationSerializer(serializers.Serializer[object]):
    """A correlation matrix."""

    symbols = serializers.ListField(child=serializers.CharField())
    matrix = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(allow_null=True))
    )
    observations = serializers.IntegerField(help_text="Returns of the pair that shares fewest.")
    overlap = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    min_overlap = serializers.IntegerField()
    currency = serializers.CharField(
        allow_null=True, help_text="Null where each return is in its instrument's own currency."
    )
    alignment = serializers.CharField(
        help_text="Returns run from one session to the next of those that both of a pair have "
        "(sessions_of_each_pair), or that all symbols have (sessions_of_all)."
    )
    skipped = SkippedSymbolSerializer(
        many=True, help_text="Symbols without a correlation, which leave the others theirs."
    )
    period = serializers.CharField()
    period_start = serializers.DateTimeField()
    as_of = serializers.DateTimeField()
    simulated = serializers.BooleanField()


class ComponentSerializer(serializers.Serializer[object]):
    """One asset's part."""

    symbol = serializers.CharField()
    weight = serializers.FloatField()
    value_at_risk = serializers.FloatField(
        allow_null=True, help_text="Parts sum to the portfolio's; null where that is unknown."
    )
    share = serializers.FloatField(allow_null=True)


class StressSerializer(serializers.Serializer[object]):
    """One scenario's loss."""

    name = serializers.CharField()
    start = serializers.DateTimeField(allow_null=True)
    end = serializers.DateTimeField(allow_null=True)
    market_return = serializers.FloatField(allow_null=True)
    loss = serializers.FloatField()


class StressListSerializer(serializers.Serializer[object]):
    """Scenarios by kind."""

    episodes = StressSerializer(many=True)
    worst = StressSerializer(many=True)
    shocks = StressSerializer(many=True)


@extend_schema_serializer(component_name="PortfolioRisk")
class PortfolioRiskSerializer(MeasuresSerializer):
    """Risk of fixed weights."""

    symbols = serializers.ListField(child=serializers.CharField())
    weights = serializers.DictField(child=serializers.FloatField())
    horizon = serializers.IntegerField(help_text="Days that value at risk is about.")
    horizon_rule = serializers.CharField()
    components = ComponentSerializer(many=True)
    correlation = CorrelationSerializer()
    stress = StressListSerializer()


class YearTrialSerializer(serializers.Serializer[object]):
    """One calendar year."""

    year = serializers.IntegerField()
    observations = serializers.IntegerField()
    violations = serializers.IntegerField()
    light = serializers.ChoiceField(choices=["green", "yellow", "red"])


class MethodTrialSerializer(TrialSerializer):
    """A method's whole record."""

    years = YearTrialSerializer(many=True)


@extend_schema_serializer(component_name="RiskBacktest")
class BacktestSerializer(serializers.Serializer[object]):
    """Every method with its backtest."""

    symbol = serializers.CharField()
    confidence = serializers.FloatField()
    as_of = serializers.DateTimeField()
    source = serializers.CharField()  # type: ignore[assignment]  # Field.source gives way
    simulated = serializers.BooleanField()
    methods = MethodTrialSerializer(many=True)


class GarchParameterSerializer(serializers.Serializer[object]):
    """An estimate."""

    name = serializers.CharField()
    value = serializers.FloatField()
    standard_error = serializers.FloatField(
        allow_null=True, help_text="Robust (Bollerslev-Wooldridge); null where there is none."
    )
    p_value = serializers.FloatField(allow_null=True, help_text="By the robust error.")
    classic_standard_error = serializers.FloatField(
        allow_null=True,
        help_text="From the inverse Hessian: right when the fitted distribution is the true one.",
    )
    classic_p_value = serializers.FloatField(allow_null=True, help_text="By the classic error.")


class GarchStepSerializer(serializers.Serializer[object]):
    """One step of the forecast."""

    step = serializers.IntegerField()
    target_time = serializers.DateTimeField()
    volatility = serializers.FloatField()
    volatility_annualised = serializers.FloatField()


@extend_schema_serializer(component_name="Garch")
class GarchSerializer(serializers.Serializer[object]):
    """A fitted volatility model, for daily returns as fractions."""

    symbol = serializers.CharField()
    model = serializers.CharField()
    distribution = serializers.CharField()
    as_of = serializers.DateTimeField()
    period = serializers.CharField()
    period_start = serializers.DateTimeField()
    observations = serializers.IntegerField()
    calendar_factor = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]  # Field.source gives way
    simulated = serializers.BooleanField()
    standard_errors = serializers.ChoiceField(
        choices=["robust"], help_text="The kind behind `standard_error` and `p_value`."
    )
    parameters = GarchParameterSerializer(many=True)
    log_likelihood = serializers.FloatField()
    aic = serializers.FloatField()
    bic = serializers.FloatField()
    persistence = serializers.FloatField()
    unconditional_volatility = serializers.FloatField(allow_null=True)
    conditional_volatility = PointSerializer(many=True)
    forecast = GarchStepSerializer(many=True)
