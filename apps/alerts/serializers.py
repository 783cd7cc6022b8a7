"""What the alert routes may be asked."""

from typing import Any, Final, get_args

from rest_framework import serializers

from apps.alerts.models import AlertRule
from apps.alerts.types import KINDS, MEASURES, METHODS, ChannelType, Direction, Repeat, RuleFields
from apps.core.fields import NumberField, WallTimeField
from apps.core.typed.decoding import decode
from apps.instruments.intervals import INTERVALS

MAX_CHANNELS: Final = 10


class AlertChannelSerializer(serializers.Serializer[Any]):
    """One way out; in-app needs no target."""

    type = serializers.ChoiceField(choices=get_args(ChannelType))
    target = serializers.CharField(max_length=500, required=False, default="", allow_blank=True)


class AlertRuleWriteSerializer(serializers.ModelSerializer[AlertRule]):
    """What a rule consists of."""

    kind = serializers.ChoiceField(choices=KINDS)
    symbol = serializers.CharField(max_length=40)
    symbol_x = serializers.CharField(max_length=40, required=False, allow_blank=True)
    interval = serializers.ChoiceField(choices=INTERVALS, required=False, allow_blank=True)
    window = serializers.IntegerField(
        min_value=0, max_value=5_000, required=False, help_text="Of pairs, at least 10; else 0."
    )
    method = serializers.ChoiceField(
        choices=METHODS,
        required=False,
        allow_blank=True,
        help_text=f"Of pairs, how the hedge is estimated: {METHODS[0]} unless given; else empty.",
    )
    log = serializers.BooleanField(
        required=False, allow_null=True, help_text="Of pairs, logs of prices: true unless given."
    )
    intercept = serializers.BooleanField(
        required=False, allow_null=True, help_text="Of pairs: true unless given; else null."
    )
    measure = serializers.ChoiceField(
        choices=MEASURES,
        required=False,
        allow_blank=True,
        help_text="Of volatility: over the last 21 days, or predicted for the next; else empty.",
    )
    direction = serializers.ChoiceField(choices=get_args(Direction), default="above")
    threshold = NumberField(required=False, allow_null=True)
    min_correlation = NumberField(min_value=-1.0, max_value=1.0, required=False, allow_null=True)
    quiet_start = WallTimeField(required=False, allow_null=True, help_text="In your time zone.")
    quiet_end = WallTimeField(required=False, allow_null=True, help_text="In your time zone.")
    repeat = serializers.ChoiceField(choices=get_args(Repeat), default="every")
    cooldown_s = serializers.IntegerField(min_value=0, max_value=30 * 86_400, default=300)
    channels: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=AlertChannelSerializer(),
        max_length=MAX_CHANNELS,
        required=False,
        help_text="The list on the screen gets every event besides.",
    )

    class Meta:
        model = AlertRule
        fields: tuple[str, ...] = (
            "name",
            "kind",
            "symbol",
            "symbol_x",
            "interval",
            "window",
            "method",
            "log",
            "intercept",
            "measure",
            "direction",
            "threshold",
            "min_correlation",
            "repeat",
            "cooldown_s",
            "quiet_start",
            "quiet_end",
            "channels",
            "active",
        )

    def validate_symbol(self, value: str) -> str:
        """Symbols are upper case."""
        return value.upper()

    def validate_symbol_x(self, value: str) -> str:
        """Symbols are upper case."""
        return value.upper()

    def asked(self) -> RuleFields:
        """Return what was sent."""
        return decode(RuleFields, self.validated_data)


class AlertEventFilterSerializer(serializers.Serializer[Any]):
    """Which events are listed."""

    open = serializers.BooleanField(default=False, help_text="Only what is not acknowledged.")
