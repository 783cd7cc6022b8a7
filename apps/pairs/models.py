"""Pairs that a person watches, with the levels at which something happens."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound

SAME: Final = (
    "owner",
    "y",
    "x",
    "interval",
    "window",
    "method",
    "log",
    "intercept",
    "entry_threshold",
    "exit_threshold",
)
"""What two watched pairs must differ in somewhere."""


class PairMonitor(models.Model):
    """One watched pair: which series, how hedged, and its thresholds in standard deviations."""

    per_person: ClassVar = Bound(100, "refused")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    y = models.CharField(max_length=40)
    x = models.CharField(max_length=40)
    interval = models.CharField(max_length=4)
    window = models.PositiveIntegerField()
    method = models.CharField(max_length=16)
    log = models.BooleanField()
    intercept = models.BooleanField()
    entry_threshold = models.FloatField()
    exit_threshold = models.FloatField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "pairs_monitor"
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=SAME, name="pairs_each_pair_once")]

    @override
    def __str__(self) -> str:
        return f"{self.y}~{self.x} {self.interval}"
