"""Shapes of the pair routes."""

from typing import Any

from rest_framework import serializers
from typing_extensions import override

from apps.alerts.types import METHODS
from apps.core.fields import CurrencyField, NumberField
from apps.core.serializers import SkippedSymbolSerializer
from apps.instruments.intervals import INTERVALS
from apps.instruments.wire.fields import MomentField
from apps.pairs.types import PairQuery
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
        data = self.validated_data
        return PairQuery(
            y=data["y"].upper(),
            x=data["x"].upper(),
            interval=data["interval"],
            log=data["log"],
            start_us=data.get("start"),
            end_us=data.get("end"),
            currency=data["currency"],
        )


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

    def job_fields(self) -> dict[str, Any]:
        """Return what the job needs."""
        data = dict(self.validated_data)
        span = {f"{name}_us": data.pop(name, None) for name in ("start", "end")}
        return data | span


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


class PairMonitorSerializer(PairMonitorWriteSerializer):
    """A watched pair."""

    id = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class PairSeriesSerializer(serializers.Serializer[Any]):
    """Columns of one length, oldest first; null until a window is full."""

    timestamp = serializers.ListField(child=serializers.DateTimeField())
    price_y = serializers.ListField(child=serializers.FloatField())
    price_x = serializers.ListField(child=serializers.FloatField())
    spread = serializers.ListField(child=serializers.FloatField(allow_null=True))
    z_score = serializers.ListField(child=serializers.FloatField(allow_null=True))
    correlation = serializers.ListField(child=serializers.FloatField(allow_null=True))
    beta = serializers.ListField(child=serializers.FloatField(allow_null=True))


class PairDroppedSerializer(serializers.Serializer[Any]):
    """Bars of one side that the other lacks.

    Only settled bars that begin at the same moment are compared. Nothing is carried forward into
    a minute or a session in which one market was silent, and nothing is interpolated: a bar
    without a partner is left out and counted here.
    """

    y = serializers.IntegerField()
    x = serializers.IntegerField()


class PairAnalyticsSerializer(serializers.Serializer[Any]):
    """A pair as it stands; y is regressed on x and the spread is y - (alpha + beta x)."""

    y = serializers.CharField()
    x = serializers.CharField()
    interval = serializers.CharField()
    method = serializers.ChoiceField(choices=METHODS)
    window = serializers.IntegerField()
    log = serializers.BooleanField()
    intercept = serializers.BooleanField()
    alpha = serializers.FloatField(allow_null=True)
    beta = serializers.FloatField(allow_null=True)
    r_squared = serializers.FloatField(allow_null=True)
    observations = serializers.IntegerField()
    needed = serializers.IntegerField(help_text="Common bars before the first z-score.")
    missing = serializers.IntegerField(
        help_text="Common bars still missing before a signal; until then it is FLAT."
    )
    half_life = serializers.FloatField(allow_null=True)
    z_score = serializers.FloatField(allow_null=True)
    threshold = serializers.FloatField()
    signal = serializers.ChoiceField(choices=["LONG_SPREAD", "SHORT_SPREAD", "FLAT"])
    as_of = serializers.DateTimeField()
    dropped = PairDroppedSerializer()
    simulated = serializers.BooleanField()
    currency = serializers.CharField(help_text="Of both prices.")
    series = PairSeriesSerializer()


class EngleGrangerSerializer(serializers.Serializer[Any]):
    """The residual test of cointegration, with p-values for an estimated hedge."""

    statistic = serializers.FloatField()
    p_value = serializers.FloatField()
    critical_values = serializers.DictField(child=serializers.FloatField())


class PairStabilitySerializer(serializers.Serializer[Any]):
    """Engle-Granger with one lag in windows that move over the history; columns of one length.

    `share` is how many of the windows are cointegrated at `level`. Windows overlap, so they are no
    independent votes.
    """

    window = serializers.IntegerField()
    level = serializers.FloatField()
    share = serializers.FloatField()
    timestamp = serializers.ListField(child=serializers.DateTimeField(), help_text="Last bars.")
    p_value = serializers.ListField(
        child=serializers.FloatField(allow_null=True),
        help_text="Null where the spread does not vary in a window.",
    )
    beta = serializers.ListField(child=serializers.FloatField(allow_null=True))
    half_life = serializers.ListField(child=serializers.FloatField(allow_null=True))


class PairLegSerializer(serializers.Serializer[Any]):
    """The plain unit-root test of one side."""

    statistic = serializers.FloatField()
    p_value = serializers.FloatField()
    lags = serializers.IntegerField()
    stationary = serializers.BooleanField(help_text="Its unit root is rejected at `level`.")


class PairLegsSerializer(serializers.Serializer[Any]):
    """Both sides."""

    y = PairLegSerializer()
    x = PairLegSerializer()


class PairAdfSerializer(serializers.Serializer[Any]):
    """Unit root of the static spread, and cointegration of the pair.

    `stationary` follows Engle-Granger of y on x: the plain p-value is too small on an estimated
    spread. It is false when the `state` is `already_stationary`: a leg without a unit root passes
    the residual test against anything, so the test says nothing about the pair.
    """

    y = serializers.CharField()
    x = serializers.CharField()
    interval = serializers.CharField()
    alpha = serializers.FloatField()
    beta = serializers.FloatField()
    statistic = serializers.FloatField()
    p_value = serializers.FloatField()
    lags = serializers.IntegerField()
    observations = serializers.IntegerField()
    critical_values = serializers.DictField(child=serializers.FloatField())
    engle_granger = EngleGrangerSerializer(help_text="Of y on x, which decides.")
    reverse_engle_granger = EngleGrangerSerializer(
        help_text="Of x on y: the direction that was not asked for."
    )
    legs = PairLegsSerializer()
    state = serializers.ChoiceField(choices=["tested", "already_stationary"])
    stationary = serializers.BooleanField()
    level = serializers.FloatField()
    stability = PairStabilitySerializer(
        allow_null=True, help_text="Null when a leg is stationary already."
    )


STATES = ("tested", "already_stationary", "does_not_vary")


class ScannedLegSerializer(serializers.Serializer[Any]):
    """The unit-root test of one symbol, before its pairs are tested."""

    symbol = serializers.CharField()
    statistic = serializers.FloatField(allow_null=True)
    p_value = serializers.FloatField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)


class ScannedPairSerializer(serializers.Serializer[Any]):
    """One pair of a scan, in the direction that reverts more clearly.

    Numbers are null unless the `state` is `tested`: a symbol that is stationary already passes
    the test against anything, and one that does not vary has no test.
    """

    y = serializers.CharField()
    x = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    beta = serializers.FloatField(allow_null=True)
    statistic = serializers.FloatField(allow_null=True)
    p_value = serializers.FloatField(
        allow_null=True, help_text="Twice the smaller of the two directions' p-values, at most 1."
    )
    p_y_on_x = serializers.FloatField(allow_null=True)
    p_x_on_y = serializers.FloatField(allow_null=True)
    adjusted_p_value = serializers.FloatField(allow_null=True)
    half_life = serializers.FloatField(allow_null=True)
    z_score = serializers.FloatField(allow_null=True)
    discovery = serializers.BooleanField()
    confirmed_p_value = serializers.FloatField(allow_null=True)


class PairScanSerializer(serializers.Serializer[Any]):
    """All pairs of a universe, the clearest first and those that were not tested last."""

    interval = serializers.CharField()
    fdr = serializers.FloatField()
    level = serializers.FloatField(help_text="At which a leg counts as stationary already.")
    tested = serializers.IntegerField(
        help_text="Pairs whose test's conditions hold: the family of the false-discovery rate."
    )
    not_tested = serializers.IntegerField()
    observations = serializers.IntegerField()
    discoveries = serializers.IntegerField()
    legs = ScannedLegSerializer(many=True)
    pairs = ScannedPairSerializer(many=True)
    skipped = SkippedSymbolSerializer(
        many=True,
        required=False,
        help_text="Symbols that were left out, so that the others could be tested.",
    )


class PairBacktestSeriesSerializer(serializers.Serializer[Any]):
    """Columns of one length, oldest first."""

    timestamp = serializers.ListField(child=serializers.DateTimeField())
    equity = serializers.ListField(child=serializers.FloatField())
    position = serializers.ListField(child=serializers.FloatField())
    z_score = serializers.ListField(child=serializers.FloatField(allow_null=True))


class PairBacktestSerializer(serializers.Serializer[Any]):
    """What the rule would have earned after costs, next to doing nothing."""

    y = serializers.CharField()
    x = serializers.CharField()
    interval = serializers.CharField()
    method = serializers.CharField()
    window = serializers.IntegerField()
    observations = serializers.IntegerField()
    trades = serializers.IntegerField()
    turnover = serializers.FloatField()
    cost = serializers.FloatField()
    time_in_market = serializers.FloatField()
    total_return = serializers.FloatField()
    doing_nothing = serializers.FloatField()
    simulated = serializers.BooleanField()
    currency = serializers.CharField(help_text="Of both prices.")
    sharpe = serializers.FloatField(allow_null=True)
    volatility_annualised = serializers.FloatField(allow_null=True)
    max_drawdown = serializers.FloatField(allow_null=True)
    series = PairBacktestSeriesSerializer()
