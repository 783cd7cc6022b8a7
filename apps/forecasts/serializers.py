"""Shapes of forecasts in questions and answers."""

from rest_framework import serializers

from apps.core.serializers import SkippedSymbolSerializer
from apps.forecasts.types import INTRADAY_MODEL, MAX_HORIZON, MAX_SYMBOLS, MODELS

_DIRECTIONS = ("up", "down", "no_edge")
_VERDICTS = ("beats", "no_edge", "worse", "unknown")


def _number(text: str = "") -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, help_text=text)


class PredictionQuerySerializer(serializers.Serializer[object]):
    """What `GET /prediction` asks."""

    symbol = serializers.CharField(max_length=32)
    model = serializers.ChoiceField(
        choices=(*MODELS, INTRADAY_MODEL),
        required=False,
        help_text=f"{INTRADAY_MODEL} for minutes; the best that is ready when left out.",
    )
    horizon = serializers.IntegerField(
        min_value=1, max_value=MAX_HORIZON, required=False, default=MAX_HORIZON
    )
    interval = serializers.ChoiceField(choices=("1d", "1m"), required=False)


class StepSerializer(serializers.Serializer[object]):
    """One bar ahead."""

    step = serializers.IntegerField()
    target_time = serializers.DateTimeField()
    predicted_price = serializers.FloatField()
    predicted_return = serializers.FloatField(help_text="Log return from the last price.")
    predicted_volatility = serializers.FloatField(
        help_text="Standard deviation of that log return, not annualised."
    )
    value_at_risk_95 = serializers.FloatField(
        help_text="Loss that is exceeded one time in twenty, a positive fraction of the last price."
    )
    direction = serializers.ChoiceField(
        choices=_DIRECTIONS,
        help_text="Up or down where P(up) clears its standard error from the base rate and the "
        "verdict at this horizon is `beats`.",
    )
    probability_up = _number()
    probability_error = _number("Standard error of the distance to the base rate.")
    base_rate_up = _number()
    lower_50 = serializers.FloatField()
    upper_50 = serializers.FloatField()
    lower_80 = serializers.FloatField()
    upper_80 = serializers.FloatField()
    lower_90 = serializers.FloatField()
    upper_90 = serializers.FloatField()
    lower_95 = serializers.FloatField()
    upper_95 = serializers.FloatField()


class SkillSerializer(serializers.Serializer[object]):
    """Against the random walk, out of sample; a positive statistic is better than it."""

    r2_vs_random_walk = _number()
    mae_ratio = _number("Below 1 is better than the random walk.")
    dm_statistic = _number("Diebold-Mariano, robust to autocorrelation, clustered by day.")
    p_value = _number("Two-sided.")
    verdict = serializers.ChoiceField(choices=_VERDICTS)
    observations = serializers.IntegerField()
    days = serializers.IntegerField()


class DirectionScoreSerializer(serializers.Serializer[object]):
    """Of the sign of the prediction, always beside the share of rises."""

    accuracy = _number()
    base_rate = _number()
    edge_t = _number("t value of accuracy minus always-up.")
    pt_statistic = _number("Pesaran-Timmermann.")
    pt_p_value = _number()
    brier = _number()
    brier_base_rate = _number()
    calls = serializers.IntegerField(
        help_text="How often P(up) cleared its standard error from the base rate."
    )
    calls_accuracy = _number()
    observations = serializers.IntegerField()


CoverageSerializer = type(
    "CoverageSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "Measured share of outcomes inside, by nominal level in per cent.",
        **{level: serializers.FloatField(allow_null=True) for level in ("50", "80", "90", "95")},
        "observations": serializers.IntegerField(),
    },
)


class CoverageGroupSerializer(serializers.Serializer[object]):
    """Coverage of the 95 % interval in a group."""

    group = serializers.CharField()
    coverage = serializers.FloatField()
    observations = serializers.IntegerField()


class CoverageDetailSerializer(serializers.Serializer[object]):
    """What an average hides."""

    by_year = CoverageGroupSerializer(many=True)
    by_volatility = CoverageGroupSerializer(many=True)
    worst_60_days = _number()
    winkler_95 = _number("Mean Winkler score of the 95 % interval, in log return.")


class FeatureSerializer(serializers.Serializer[object]):
    """What one feature adds."""

    name = serializers.CharField()
    title = serializers.CharField(help_text="The name in words.")
    value = _number()
    contribution = serializers.FloatField(help_text="In log return over the horizon.")


class ExplanationSerializer(serializers.Serializer[object]):
    """Base value plus contributions is the prediction, in log return over the horizon."""

    base_value = serializers.FloatField()
    prediction = serializers.FloatField()
    features = FeatureSerializer(many=True)
    additivity_error = serializers.FloatField()
    sentence = serializers.CharField()


class PredictionSerializer(serializers.Serializer[object]):
    """A forecast with its skill, its intervals' record and its reasons."""

    symbol = serializers.CharField()
    as_of = serializers.DateTimeField()
    issued_at = serializers.DateTimeField()
    interval = serializers.ChoiceField(choices=("1d", "1m"))
    expired_at = serializers.DateTimeField(
        allow_null=True,
        help_text="When the last minute that was forecast was over; null while it is to come.",
    )
    simulated = serializers.BooleanField()
    last_price = serializers.FloatField()
    model = serializers.CharField()
    horizon = serializers.IntegerField()
    predicted_price = serializers.FloatField()
    predicted_return = serializers.FloatField()
    predicted_volatility = serializers.FloatField()
    value_at_risk_95 = serializers.FloatField()
    direction = serializers.ChoiceField(choices=_DIRECTIONS)
    probability_up = _number()
    probability_error = _number()
    base_rate_up = _number()
    steps = StepSerializer(many=True)
    skill = SkillSerializer()
    pooled_skill = SkillSerializer(allow_null=True, help_text="Over all symbols of the pool.")
    direction_score = DirectionScoreSerializer(allow_null=True)
    coverage = CoverageSerializer()
    coverage_detail = CoverageDetailSerializer(allow_null=True)
    interval_method = serializers.ChoiceField(choices=("conformal", "gaussian"))
    interval_scores = serializers.IntegerField(help_text="Known outcomes behind the intervals.")
    explanation = ExplanationSerializer(allow_null=True)
    trained_at = serializers.DateTimeField(allow_null=True)
    forecast_hash = serializers.CharField(allow_null=True)
    notices = serializers.ListField(
        child=serializers.CharField(),
        help_text="What to know about the data before the skill is believed.",
    )


class TrainSerializer(serializers.Serializer[object]):
    """What to train; everything is optional and the whole universe is the default."""

    symbols = serializers.ListField(
        child=serializers.CharField(max_length=32), max_length=MAX_SYMBOLS, required=False
    )
    models = serializers.ListField(
        child=serializers.ChoiceField(choices=MODELS), max_length=len(MODELS), required=False
    )
    horizon = serializers.IntegerField(
        min_value=1, max_value=MAX_HORIZON, required=False, default=1
    )


class TrainedModelSerializer(serializers.Serializer[object]):
    """One model of a finished training."""

    model = serializers.CharField()
    forecasts = serializers.IntegerField()
    skill = SkillSerializer()


class TrainResultSerializer(serializers.Serializer[object]):
    """What a finished training answers."""

    data_version = serializers.CharField()
    symbols = serializers.ListField(child=serializers.CharField())
    horizon = serializers.IntegerField()
    models = TrainedModelSerializer(many=True)
    skipped = SkippedSymbolSerializer(
        many=True, help_text="Symbols that were not learnt from or have no forecast."
    )
    notices = serializers.ListField(child=serializers.CharField(), required=False)


class LeaderboardQuerySerializer(serializers.Serializer[object]):
    """What the leaderboard is asked."""

    symbol = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)
    horizon = serializers.IntegerField(
        min_value=1, max_value=MAX_HORIZON, required=False, default=1
    )


class LeaderboardRowSerializer(serializers.Serializer[object]):
    """One model with all its scores."""

    model = serializers.CharField()
    symbol = serializers.CharField(allow_null=True)
    horizon = serializers.IntegerField()
    trained_at = serializers.DateTimeField()
    data_version = serializers.CharField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    skill = SkillSerializer()
    direction_score = DirectionScoreSerializer()
    coverage = CoverageSerializer()
    coverage_detail = CoverageDetailSerializer()


class LeaderboardSerializer(serializers.Serializer[object]):
    """All models in one page."""

    results = LeaderboardRowSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class LedgerQuerySerializer(serializers.Serializer[object]):
    """What the ledger may be narrowed to."""

    symbol = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)
    model = serializers.ChoiceField(choices=MODELS, required=False, default="", allow_blank=True)


class LedgerRowSerializer(serializers.Serializer[object]):
    """One issued forecast."""

    id = serializers.IntegerField()
    symbol = serializers.CharField()
    model = serializers.CharField()
    interval = serializers.CharField()
    as_of = serializers.DateTimeField()
    issued_at = serializers.DateTimeField()
    last_price = serializers.FloatField()
    steps = StepSerializer(many=True)
    forecast_hash = serializers.CharField()
    outcome = serializers.DictField(allow_null=True)
