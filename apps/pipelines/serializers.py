"""Shapes of the pipeline's routes."""

from typing import Any

from rest_framework import serializers

from apps.core.serializers import SkippedSymbolSerializer
from apps.instruments.intervals import INTERVALS, PERIODS
from apps.instruments.wire.queries import DEFAULT_PERIOD
from apps.pipelines.types import ENGINES, MOST_SYMBOLS, FeatureAsk
from ml.features.catalogue import NAMES


class FeatureAskSerializer(serializers.Serializer[Any]):
    """Whose features, by which engine, of which bars."""

    symbols = serializers.ListField(
        child=serializers.CharField(max_length=40), min_length=1, max_length=MOST_SYMBOLS
    )
    engine = serializers.ChoiceField(choices=ENGINES, default="polars")
    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")

    def ask(self) -> FeatureAsk:
        """Return the validated question."""
        data = self.validated_data
        symbols = dict.fromkeys(symbol.upper() for symbol in data["symbols"])
        return FeatureAsk(tuple(symbols), data["engine"], data["interval"])


class FeaturesQuerySerializer(serializers.Serializer[Any]):
    """Which instrument, at which interval, over which period up to its last bar."""

    symbol = serializers.CharField(max_length=40)
    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")
    period = serializers.ChoiceField(choices=tuple(PERIODS), default=DEFAULT_PERIOD)


class EngineSerializer(serializers.Serializer[Any]):
    """An engine; `reason` says what is missing and what to do when it cannot run here."""

    name = serializers.ChoiceField(choices=ENGINES)
    title = serializers.CharField()
    available = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    where = serializers.CharField(allow_blank=True)


class FeatureDefinitionSerializer(serializers.Serializer[Any]):
    """A feature: LaTeX formula, source, and where it is null."""

    name = serializers.ChoiceField(choices=NAMES)
    title = serializers.CharField()
    unit = serializers.ChoiceField(choices=("fraction", "price", "ratio", "points"))
    formula = serializers.CharField()
    plain = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # Field.source gives way
    warm_up = serializers.IntegerField()
    nan_rule = serializers.CharField()


class PipelineOptionsSerializer(serializers.Serializer[Any]):
    """What can be asked here."""

    engines = EngineSerializer(many=True)
    features = FeatureDefinitionSerializer(many=True)


class AlignedColumnSerializer(serializers.Serializer[Any]):
    """How one column agrees with the reference; `share` counts null positions too."""

    name = serializers.ChoiceField(choices=NAMES)
    rows = serializers.IntegerField()
    aligned = serializers.IntegerField()
    share = serializers.FloatField()
    nan_mismatches = serializers.IntegerField()
    max_absolute_error = serializers.FloatField()
    max_relative_error = serializers.FloatField()
    state = serializers.ChoiceField(choices=("aligned", "drifting", "failed"))


class AlignmentThresholdsSerializer(serializers.Serializer[Any]):
    """What the comparison allows; a price's absolute error is per unit of the close."""

    absolute = serializers.FloatField()
    relative = serializers.FloatField()
    aligned = serializers.FloatField()
    passes = serializers.FloatField()


class StageSerializer(serializers.Serializer[Any]):
    """What a step of a run did."""

    name = serializers.CharField()
    rows = serializers.IntegerField()
    seconds = serializers.FloatField()
    rows_per_second = serializers.FloatField(allow_null=True)


class AnomalyReasonSerializer(serializers.Serializer[Any]):
    """A feature's part in an oddity; `share` is of everything that made the bar odd."""

    name = serializers.ChoiceField(choices=NAMES)
    value = serializers.FloatField()
    share = serializers.FloatField()


class AnomalySerializer(serializers.Serializer[Any]):
    """An odd bar; `suspect` when its price left and came back as wrong prices do."""

    timestamp = serializers.DateTimeField()
    score = serializers.FloatField()
    suspect = serializers.BooleanField()
    reasons = AnomalyReasonSerializer(many=True)


class RunAnomalySerializer(AnomalySerializer):
    """An odd bar of a run."""

    symbol = serializers.CharField()


class RunSymbolSerializer(serializers.Serializer[Any]):
    """One instrument of a run and its Parquet file."""

    symbol = serializers.CharField()
    rows = serializers.IntegerField()
    anomalies = serializers.IntegerField()
    simulated = serializers.BooleanField()
    file = serializers.CharField()
    sha256 = serializers.CharField()


class FeatureResultSerializer(serializers.Serializer[Any]):
    """What a run gave; `parquet_path` is the folder of the store's version on the server."""

    engine = serializers.ChoiceField(choices=ENGINES)
    interval = serializers.ChoiceField(choices=INTERVALS)
    rows = serializers.IntegerField()
    seconds = serializers.FloatField()
    rows_per_second = serializers.FloatField(allow_null=True)
    alignment_score = serializers.FloatField()
    passed = serializers.BooleanField()
    failing = serializers.ListField(child=serializers.ChoiceField(choices=NAMES))
    alignment = AlignedColumnSerializer(many=True)
    thresholds = AlignmentThresholdsSerializer()
    stages = StageSerializer(many=True)
    symbols = RunSymbolSerializer(many=True)
    skipped = SkippedSymbolSerializer(many=True)
    anomaly_count = serializers.IntegerField()
    anomalies = RunAnomalySerializer(many=True)
    version = serializers.CharField(allow_blank=True)
    parquet_path = serializers.CharField(allow_blank=True)


class FeatureRunSummarySerializer(serializers.Serializer[Any]):
    """A finished run in the list."""

    id = serializers.UUIDField(help_text="The id of its job.")
    engine = serializers.ChoiceField(choices=ENGINES)
    interval = serializers.ChoiceField(choices=INTERVALS)
    symbols = serializers.ListField(child=serializers.CharField())
    rows = serializers.IntegerField()
    seconds = serializers.FloatField()
    alignment_score = serializers.FloatField()
    passed = serializers.BooleanField()
    failing = serializers.ListField(child=serializers.ChoiceField(choices=NAMES))
    anomalies = serializers.IntegerField()
    version = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


class FeatureRunSerializer(FeatureRunSummarySerializer):
    """A finished run with its result."""

    result = FeatureResultSerializer()


def _column() -> serializers.ListField:
    return serializers.ListField(child=serializers.FloatField(allow_null=True))


# One list a feature, named by the catalogue so that a new feature cannot be forgotten here.
FeatureColumnsSerializer = type(
    "FeatureColumnsSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "Columns of one length, oldest first; null where a feature has no value.",
        "timestamp": serializers.ListField(child=serializers.DateTimeField()),
        "close": serializers.ListField(child=serializers.FloatField()),
        **{name: _column() for name in NAMES},
        "anomaly_score": _column(),
        "anomaly": serializers.ListField(child=serializers.BooleanField()),
    },
)


class FeatureAnomaliesSerializer(serializers.Serializer[Any]):
    """Odd bars of an instrument, oldest first."""

    symbol = serializers.CharField()
    interval = serializers.ChoiceField(choices=INTERVALS)
    simulated = serializers.BooleanField()
    as_of = serializers.DateTimeField()
    observations = serializers.IntegerField()
    anomalies = AnomalySerializer(many=True)


class FeaturesSerializer(serializers.Serializer[Any]):
    """Features of an instrument: from the store's version, or computed for this answer."""

    symbol = serializers.CharField()
    interval = serializers.ChoiceField(choices=INTERVALS)
    period = serializers.CharField()
    engine = serializers.ChoiceField(choices=ENGINES)
    source = serializers.ChoiceField(  # type: ignore[assignment]  # Field.source gives way
        choices=("store", "computed")
    )
    version = serializers.CharField(allow_blank=True)
    simulated = serializers.BooleanField()
    as_of = serializers.DateTimeField()
    observations = serializers.IntegerField()
    series = FeatureColumnsSerializer()
    anomalies = AnomalySerializer(many=True)
    catalogue = FeatureDefinitionSerializer(many=True)
