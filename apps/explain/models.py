"""What the comparisons of two engines found."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class AlignmentRun(models.Model):
    """One comparison of the two engines of every measure; `owner` is null for the nightly one.

    `market_time` is until when the market was known when it ended.
    """

    per_person: ClassVar = Bound(200, "oldest_go")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    market_time = models.DateTimeField()
    measures = models.PositiveIntegerField()
    failing = models.PositiveIntegerField()
    symbols = models.PositiveIntegerField()
    compared = models.PositiveBigIntegerField()
    score = models.FloatField()
    code = models.CharField(max_length=16)
    rows = models.JSONField(default=list)

    class Meta:
        db_table = "quality_alignment"
        ordering = ("-pk",)
        indexes: ClassVar = [models.Index(fields=["owner", "-id"], name="alignment_of_owner")]

    @override
    def __str__(self) -> str:
        return f"{self.score:.4f} of {self.measures} measures"
