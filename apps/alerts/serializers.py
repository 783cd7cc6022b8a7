"""Shapes of the alert routes."""

from typing import Any, Final

from rest_framework import serializers
from typing_extensions import override

from apps.alerts.models import AlertDelivery, AlertEvent, AlertRule
from apps.alerts.types import CHANNELS, DIRECTIONS, KINDS, MEASURES, METHODS
from apps.core.fields import NumberField, WallTimeField
from apps.core.redact import address_outline
from apps.instruments.intervals import INTERVALS

MAX_CHANNELS: Final = 10


class TargetField(serializers.CharField):
    """An address of a channel; whoever may only read sees of a URL which service it is."""

    @override
    def to_representation(self, value: Any) -> str:
        text = super().to_representation(value)
        return address_outline(text) if self.context.get("outline") else text


class AlertChannelSerializer(serializers.Serializer[Any]):
    """One way out; in-app needs no target."""

    type = serializers.ChoiceField(choices=CHANNELS)
    target = TargetField(max_length=500, required=False, default="", allow_blank=True)


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
    direction = serializers.ChoiceField(choices=DIRECTIONS, default="above")
    threshold = NumberField(required=False, allow_null=True)
    min_correlation = NumberField(min_value=-1.0, max_value=1.0, required=False, allow_null=True)
    quiet_start = WallTimeField(required=False, allow_null=True, help_text="In your time zone.")
    quiet_end = WallTimeField(required=False, allow_null=True, help_text="In your time zone.")
    repeat = serializers.ChoiceField(choices=["once", "every"], default="every")
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


class AlertRuleSerializer(AlertRuleWriteSerializer):
    """A rule with its state."""

    class Meta(AlertRuleWriteSerializer.Meta):
        fields = (
            "id",
            *AlertRuleWriteSerializer.Meta.fields,
            "armed",
            "last_fired_at",
            "created_at",
        )


class AlertFiringSerializer(serializers.Serializer[Any]):
    """One time that a rule would have fired."""

    moment = serializers.DateTimeField()
    value = serializers.FloatField()
    message = serializers.CharField()


class AlertPreviewSerializer(serializers.Serializer[Any]):
    """What a rule would have done over the last day of values, or the last year of daily ones.

    `interval` is how far apart the values are that the rule looks at.
    """

    interval = serializers.CharField()
    observed = serializers.IntegerField()
    start = serializers.DateTimeField(allow_null=True)
    end = serializers.DateTimeField(allow_null=True)
    latest = serializers.FloatField(allow_null=True)
    fired = serializers.IntegerField()
    firings = AlertFiringSerializer(many=True, help_text="The newest 50 at most, oldest first.")


class AlertDeliverySerializer(serializers.ModelSerializer[AlertDelivery]):
    """How the news went out through one channel."""

    target = TargetField()

    class Meta:
        model = AlertDelivery
        fields = ("channel", "target", "state", "attempts", "error", "delivered_at")


class AlertEventSerializer(serializers.ModelSerializer[AlertEvent]):
    """One firing."""

    rule_id = serializers.IntegerField(allow_null=True)
    details = serializers.DictField()
    deliveries = AlertDeliverySerializer(many=True)

    class Meta:
        model = AlertEvent
        fields = (
            "id",
            "rule_id",
            "kind",
            "symbol",
            "symbol_x",
            "value",
            "threshold",
            "message",
            "details",
            "occurred_at",
            "created_at",
            "acknowledged_at",
            "deliveries",
        )


class AlertEventFilterSerializer(serializers.Serializer[Any]):
    """Which events are listed."""

    open = serializers.BooleanField(default=False, help_text="Only what is not acknowledged.")


class WebhookSecretSerializer(serializers.Serializer[Any]):
    """What webhooks are signed with."""

    header = serializers.CharField()
    algorithm = serializers.CharField()
    secret = serializers.CharField()
