"""Finished runs, kept when their jobs are long gone: the history of the alignment scores."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class FeatureRun(models.Model):
    """One run of the feature pipeline; a second attempt of its job replaces it.

    `market_time` is until when the market was known when it ended.
    """

    per_person: ClassVar = Bound(500, "oldest_go")

    job_id = models.UUIDField(primary_key=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    engine = models.CharField(max_length=16)
    interval = models.CharField(max_length=4)
    symbols = models.JSONField()
    rows = models.PositiveBigIntegerField()
    seconds = models.FloatField()
    alignment_score = models.FloatField()
    passed = models.BooleanField()
    failing = models.JSONField()
    anomalies = models.PositiveIntegerField()
    version = models.CharField(max_length=64, blank=True)
    result = models.JSONField()
    created_at = models.DateTimeField()
    market_time = models.DateTimeField()

    class Meta:
        db_table = "pipelines_feature_run"
        ordering = ("-created_at", "-job_id")
        indexes: ClassVar = [
            models.Index(fields=["owner", "-created_at"], name="feature_runs_of_owner")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.engine} {self.interval} of {len(self.symbols)} symbols"
