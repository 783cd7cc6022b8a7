"""Rules, what fired, and how the news went out."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class AlertRule(models.Model):
    """When a person wants to be notified.

    `armed` is false from a firing until the value has been on the quiet side again, so that a
    value that stays beyond its level fires once and not at every bar. `seen_until` is when the
    state last changed: nothing from before can change it again. `market_time` is until when the
    market was known when the rule was made; in a replay that lies before `created_at`.
    """

    per_person: ClassVar = Bound(200, "refused")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=16)
    symbol = models.CharField(max_length=40)
    symbol_x = models.CharField(max_length=40, blank=True)
    interval = models.CharField(max_length=4, blank=True)
    window = models.PositiveIntegerField(default=0)
    method = models.CharField(max_length=16, blank=True, default="")
    log = models.BooleanField(null=True)
    intercept = models.BooleanField(null=True)
    measure = models.CharField(max_length=12, blank=True)
    direction = models.CharField(max_length=8)
    threshold = models.FloatField(null=True)
    min_correlation = models.FloatField(null=True)
    repeat = models.CharField(max_length=8)
    cooldown_s = models.PositiveIntegerField()
    quiet_start = models.TimeField(null=True)
    quiet_end = models.TimeField(null=True)
    channels = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    armed = models.BooleanField(default=True)
    last_fired_at = models.DateTimeField(null=True)
    seen_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    market_time = models.DateTimeField()

    class Meta:
        db_table = "alerts_rule"
        ordering = ("-created_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["kind", "symbol", "active"])]

    @override
    def __str__(self) -> str:
        return self.name or f"{self.kind} of {self.symbol}"


class AlertEvent(models.Model):
    """One firing of a rule; a rule and a key make at most one.

    `market_time` is until when the market was known when it was recorded, `acknowledged_market`
    when it was acknowledged. Of a rule that is deleted since, `rule_number` is still known.
    """

    per_person: ClassVar = Bound(5_000, "oldest_go")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    rule = models.ForeignKey("alerts.AlertRule", models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    symbol = models.CharField(max_length=40)
    symbol_x = models.CharField(max_length=40, blank=True)
    value = models.FloatField()
    threshold = models.FloatField(null=True)
    message = models.CharField(max_length=300)
    details = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    market_time = models.DateTimeField()
    acknowledged_market = models.DateTimeField(null=True)
    rule_number = models.BigIntegerField(null=True)

    class Meta:
        db_table = "alerts_event"
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "key"], name="alerts_one_event_per_key")
        ]

    @override
    def __str__(self) -> str:
        return self.message


class AlertDelivery(models.Model):
    """The news of one event on its way through one channel."""

    event = models.ForeignKey("alerts.AlertEvent", models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=12)
    target = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, default="pending")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "alerts_delivery"
        ordering = ("pk",)

    @override
    def __str__(self) -> str:
        return f"{self.channel} of event {self.event_id}"
