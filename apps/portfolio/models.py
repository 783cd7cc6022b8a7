"""Saved optimisations."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class OptimizationRun(models.Model):
    """One optimisation of one person: what was asked and the answer as it went out.

    `market_time` is until when the market was known when it was made, `asked_about` the past moment
    that it took for the present, null for the present itself.
    """

    per_person: ClassVar = Bound(500, "refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    objective = models.CharField(max_length=32)
    symbols = models.JSONField()
    as_of = models.DateField()
    request = models.JSONField()
    result = models.JSONField()
    created_at = models.DateTimeField()
    market_time = models.DateTimeField()
    asked_about = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes: ClassVar = [
            models.Index(fields=["owner", "-created_at"], name="optimization_of_owner")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.objective} of {len(self.symbols)} assets, {self.as_of}"
