"""Shapes of the pair routes."""

from typing import Any

from rest_framework import serializers
from typing_extensions import override

from apps.alerts.types import METHODS
from apps.core.fields import CurrencyField, NumberField
from apps.core.typed.decoding import decode
from apps.instruments.intervals import INTERVALS
from apps.instruments.wire.fields import MomentField
from apps.pairs.types import AdfQuestion, PairQuery, ScanQuestion
from ml.pairs.backtest import Rule


class PairQuerySerializer(serializers.Serializer[Any]):
    """Which pair, at which interval, over which time."""

    y = serializers.CharField(max_length=40)
    x = serializers.CharField(max_length=40)
    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")
    log = serializers.BooleanField(default=True)
    intercept = serializers.BooleanField(default=True)
    start = MomentField(required=False)
    end = MomentField(required=False, whole_day=True)
    currency = CurrencyField(
        default="", allow_blank=True,
        help_text="Into which both prices are converted; needed when they differ.",
    )  # fmt: skip

    @override
    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a span that ends before it starts."""
        start, end = attrs.get("start"), attrs.get("end")
        if start is not None and end is not None and end <= start:
            raise serializers.ValidationError({"end": "The end is not after the start."})
        return attrs

    def query(self) -> PairQuery:
        """Return the validated question."""
        return PairQuery(**self._pair())

    def _pair(self) -> dict[str, Any]:
        data = self.validated_data
        return {
            "y": data["y"].upper(),
            "x": data["x"].upper(),
            "interval": data["interval"],
            "log": data["log"],
            "start_us": data.get("start"),
            "end_us": data.get("end"),
            "currency": data["currency"],
        }


class PairAnalyticsQuerySerializer(PairQuerySerializer):
    """How the hedge is estimated and over which window."""

    window = serializers.IntegerField(min_value=10, max_value=5_000, default=60)
    method = serializers.ChoiceField(choices=METHODS, default="ols")
    threshold = NumberField(min_value=0.1, max_value=20.0, default=2.0)


class PairBacktestAskSerializer(PairQuerySerializer):
    """The rule that is tried on the past."""

    window = serializers.IntegerField(min_value=10, max_value=5_000, default=60)
    method = serializers.ChoiceField(choices=METHODS, default="rolling_ols")
    entry = NumberField(min_value=0.1, max_value=20.0, default=2.0)
    exit = NumberField(min_value=0.0, max_value=20.0, default=0.5)
    stop = NumberField(min_value=0.1, max_value=50.0, required=False, allow_null=True)
    cost = NumberField(min_value=0.0, max_value=0.1, default=0.001)

    @override
    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if attrs["exit"] >= attrs["entry"]:
            raise serializers.ValidationError({"exit": "The exit must be inside the entry."})
        if attrs.get("stop") is not None and attrs["stop"] <= attrs["entry"]:
            raise serializers.ValidationError({"stop": "The stop must be beyond the entry."})
        return attrs

    def rule(self) -> Rule:
        """Return the validated rule."""
        data = self.validated_data
        stop = data.get("stop")
        return Rule(
            data["entry"], data["exit"], float("inf") if stop is None else stop, data["cost"]
        )


class PairAdfAskSerializer(PairQuerySerializer):
    """How many lags the tests use; chosen by AIC when not given."""

    lags = serializers.IntegerField(min_value=0, max_value=60, required=False, allow_null=True)

    @override
    def query(self) -> AdfQuestion:
        data = self.validated_data
        return AdfQuestion(**self._pair(), lags=data.get("lags"), intercept=data["intercept"])


class PairScanAskSerializer(serializers.Serializer[Any]):
    """Which universe is searched, and how many false discoveries are acceptable."""

    symbols = serializers.ListField(
        child=serializers.CharField(max_length=40), min_length=2, max_length=200
    )
    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")
    log = serializers.BooleanField(default=True)
    fdr = NumberField(min_value=0.001, max_value=0.5, default=0.1)
    start = MomentField(required=False)
    end = MomentField(required=False, whole_day=True)
    currency = CurrencyField(
        default="", allow_blank=True,
        help_text="Into which all prices are converted; needed when they differ.",
    )  # fmt: skip

    def validate_symbols(self, value: list[str]) -> list[str]:
        """Upper case, each once, at least two."""
        distinct = list(dict.fromkeys(symbol.upper() for symbol in value))
        if len(distinct) < 2:
            raise serializers.ValidationError("Name at least two different symbols.")
        return distinct

    def question(self) -> ScanQuestion:
        """Return the validated question."""
        data = dict(self.validated_data)
        span = {f"{name}_us": data.pop(name, None) for name in ("start", "end")}
        return decode(ScanQuestion, data | span)


class PairMonitorWriteSerializer(serializers.Serializer[Any]):
    """What a watched pair needs."""

    y = serializers.CharField(max_length=40)
    x = serializers.CharField(max_length=40)
    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")
    window = serializers.IntegerField(min_value=10, max_value=5_000, default=60)
    method = serializers.ChoiceField(choices=METHODS, default="ols")
    log = serializers.BooleanField(default=True)
    intercept = serializers.BooleanField(default=True)
    entry_threshold = NumberField(min_value=0.1, max_value=20.0, default=2.0)
    exit_threshold = NumberField(min_value=0.0, max_value=20.0, default=0.5)

    def validate_y(self, value: str) -> str:
        """Symbols are upper case."""
        return value.upper()

    def validate_x(self, value: str) -> str:
        """Symbols are upper case."""
        return value.upper()
