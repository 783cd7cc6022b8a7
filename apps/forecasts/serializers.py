"""What may be asked of forecasts."""

from typing import get_args

from rest_framework import serializers

from apps.forecasts.types import INTRADAY_MODEL, MAX_HORIZON, MAX_SYMBOLS, MODELS, ForecastInterval


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
    interval = serializers.ChoiceField(choices=get_args(ForecastInterval), required=False)


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


class LeaderboardQuerySerializer(serializers.Serializer[object]):
    """What the leaderboard is asked."""

    symbol = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)
    horizon = serializers.IntegerField(
        min_value=1, max_value=MAX_HORIZON, required=False, default=1
    )


class LedgerQuerySerializer(serializers.Serializer[object]):
    """What the ledger may be narrowed to."""

    symbol = serializers.CharField(max_length=32, required=False, default="", allow_blank=True)
    model = serializers.ChoiceField(choices=MODELS, required=False, default="", allow_blank=True)
