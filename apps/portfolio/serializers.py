"""What may be asked of the portfolio app."""

from typing import Any, get_args

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from typing_extensions import override

from apps.core.fields import NumberField, NumbersField
from apps.core.web.questions import QuestionSerializer
from apps.portfolio.questions import ExpectedReturns, OptimizeRequest
from apps.portfolio.types import MAX_ASSETS
from apps.risk.serializers import BasketCurrencyField, PeriodField
from ml.optimize.methods import AllocationMethod, CovarianceMethod
from ml.optimize.problem import OBJECTIVES

_TARGETED = {"efficient_risk": "a volatility", "efficient_return": "a return"}


def _upper(symbol: str) -> str:
    return symbol.strip().upper()


class WeightField(NumberField):
    """A fraction of the portfolio; short positions are negative."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"min_value": -10.0, "max_value": 10.0} | kwargs))


@extend_schema_serializer(component_name="WeightGroup")
class GroupSerializer(serializers.Serializer[object]):
    """Limits on the total weight of some symbols."""

    name = serializers.CharField(max_length=60)
    symbols = serializers.ListField(
        child=serializers.CharField(max_length=32), allow_empty=False, max_length=MAX_ASSETS
    )
    min = WeightField(required=False, allow_null=True)
    max = WeightField(required=False, allow_null=True)

    def validate_symbols(self, value: list[str]) -> list[str]:
        """Take symbols in any case, once each."""
        return list(dict.fromkeys(map(_upper, value)))


@extend_schema_serializer(component_name="WeightConstraints")
class ConstraintsSerializer(serializers.Serializer[object]):
    """Limits on weights; they always sum to 1."""

    min_weight = WeightField(default=0.0)
    max_weight = WeightField(default=1.0)
    groups: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=GroupSerializer(), default=list, max_length=MAX_ASSETS
    )
    max_turnover = NumberField(
        min_value=0.0, max_value=20.0, required=False, allow_null=True, default=None
    )
    current_weights = NumbersField(child=WeightField(), default=dict, most=MAX_ASSETS)

    def validate_groups(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse two groups of one name: conflicts are reported by name."""
        names = [group["name"] for group in value]
        if len(set(names)) != len(names):
            raise serializers.ValidationError("Give every group a name of its own.")
        return value

    def validate_current_weights(self, value: dict[str, float]) -> dict[str, float]:
        """Take symbols in any case."""
        return {_upper(symbol): weight for symbol, weight in value.items()}

    @override
    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Turnover is counted from somewhere."""
        if attrs["max_turnover"] is not None and not attrs["current_weights"]:
            raise serializers.ValidationError(
                {"current_weights": "max_turnover needs the weights that are held now."}
            )
        return attrs


@extend_schema_serializer(component_name="ReturnView")
class ViewSerializer(serializers.Serializer[object]):
    """An opinion for Black-Litterman: a symbol's return, or its return over another's."""

    symbol = serializers.CharField(max_length=32)
    versus = serializers.CharField(max_length=32, default="", allow_blank=True)
    expected_return = NumberField(
        min_value=-5.0, max_value=5.0, help_text="Of a year, as a fraction."
    )
    confidence = NumberField(min_value=0.01, max_value=1.0, default=0.5)

    def validate_symbol(self, value: str) -> str:
        """Take symbols in any case."""
        return _upper(value)

    def validate_versus(self, value: str) -> str:
        """Take symbols in any case."""
        return _upper(value)


@extend_schema_serializer(component_name="OptimizeRequest")
class OptimizeRequestSerializer(QuestionSerializer[OptimizeRequest]):
    """Body of `POST /portfolio/optimize`; fractions of a year."""

    question = OptimizeRequest

    symbols = serializers.ListField(
        child=serializers.CharField(max_length=32),
        allow_empty=False,
        max_length=MAX_ASSETS,
    )
    objective = serializers.ChoiceField(choices=OBJECTIVES, default="max_sharpe")
    target = NumberField(
        required=False,
        allow_null=True,
        default=None,
        min_value=-5.0,
        max_value=10.0,
        help_text="Volatility for efficient_risk, return for efficient_return.",
    )
    period = PeriodField()
    expected_returns = serializers.ChoiceField(choices=get_args(ExpectedReturns), default="mean")
    covariance = serializers.ChoiceField(choices=get_args(CovarianceMethod), default="ledoit_wolf")
    risk_free_rate = NumberField(min_value=-0.5, max_value=1.0, default=0.0)
    risk_aversion = NumberField(min_value=0.01, max_value=1000.0, default=2.5)
    tail_confidence = NumberField(min_value=0.5, max_value=0.999, default=0.95)
    constraints = ConstraintsSerializer(default=lambda: _defaults(ConstraintsSerializer))
    views: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=ViewSerializer(), default=list, max_length=MAX_ASSETS
    )
    capital = NumberField(
        required=False, allow_null=True, default=None, min_value=0.0, max_value=1e12,
        help_text="In the answer's currency.",
    )  # fmt: skip
    currency = BasketCurrencyField()
    allocation_method = serializers.ChoiceField(
        choices=get_args(AllocationMethod),
        default="lp",
        help_text="lp: the exact integer program, for at most five seconds; greedy: rounds down, "
        "then fills up, and may leave much of a small capital in cash.",
    )
    frontier_points = serializers.IntegerField(min_value=0, max_value=200, default=50)

    def validate_symbols(self, value: list[str]) -> list[str]:
        """Take symbols in any case; refuse doubles."""
        symbols = list(map(_upper, value))
        if len(set(symbols)) != len(symbols):
            raise serializers.ValidationError("A symbol is there twice; give each once.")
        return symbols

    @override
    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what only the fields together show."""
        kind = _TARGETED.get(attrs["objective"])
        if kind and attrs["target"] is None:
            raise serializers.ValidationError(
                {"target": f"{attrs['objective']} needs {kind} of a year, for example 0.15."}
            )
        if attrs["objective"] == "efficient_risk" and attrs["target"] <= 0.0:
            raise serializers.ValidationError({"target": "A volatility is above 0."})
        if attrs["objective"] == "black_litterman" and not attrs["views"]:
            raise serializers.ValidationError({"views": "black_litterman needs at least one view."})
        _known_symbols(attrs)
        return attrs


def _defaults(serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    filled = serializer(data={})
    filled.is_valid(raise_exception=True)
    return dict(filled.validated_data)


def _known_symbols(attrs: dict[str, Any]) -> None:
    """Refuse groups, views and current weights about symbols outside the universe."""
    known = set(attrs["symbols"])
    limits = attrs["constraints"]
    named = {
        "constraints.groups": {one for group in limits["groups"] for one in group["symbols"]},
        "constraints.current_weights": set(limits["current_weights"]),
        "views": {view["symbol"] for view in attrs["views"]}
        | {view["versus"] for view in attrs["views"] if view["versus"]},
    }
    for field, symbols in named.items():
        if strangers := sorted(symbols - known):
            raise serializers.ValidationError(
                {field: f"Not among symbols: {', '.join(strangers)}."}
            )
