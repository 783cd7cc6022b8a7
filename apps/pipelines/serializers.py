"""What the pipeline's routes take."""

from rest_framework import serializers

from apps.core.web.questions import QuestionSerializer
from apps.instruments.intervals import INTERVALS, PERIODS
from apps.instruments.wire.queries import DEFAULT_PERIOD
from apps.pipelines.types import ENGINES, MOST_SYMBOLS, FeatureAsk, FeaturesQuestion


class FeatureAskSerializer(QuestionSerializer[FeatureAsk]):
    """Whose features, by which engine, of which bars."""

    question = FeatureAsk

    symbols = serializers.ListField(
        child=serializers.CharField(max_length=40), min_length=1, max_length=MOST_SYMBOLS
    )
    engine = serializers.ChoiceField(choices=ENGINES, default="polars")
    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")

    def validate_symbols(self, value: list[str]) -> list[str]:
        """Take symbols in any case, and each once."""
        return list(dict.fromkeys(symbol.upper() for symbol in value))


class FeaturesQuerySerializer(QuestionSerializer[FeaturesQuestion]):
    """Which instrument, at which interval, over which period up to its last bar."""

    question = FeaturesQuestion

    symbol = serializers.CharField(max_length=40)
    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")
    period = serializers.ChoiceField(choices=tuple(PERIODS), default=DEFAULT_PERIOD)
