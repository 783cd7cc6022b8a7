"""What an idempotent POST answered, so that its repetition answers the same."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.clock import now
from apps.core.quota import Bound


class IdempotencyRecord(models.Model):
    """One key of one person on one route.

    While there is no answer (`status`), `holder` works on it until `lease_until`, and `effect`
    names what of it is committed already.
    """

    per_person: ClassVar = Bound(10_000, "refused")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    route = models.CharField(max_length=200)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.BinaryField(null=True)
    location = models.CharField(max_length=200, default="")
    holder = models.CharField(max_length=16, default="")
    lease_until = models.DateTimeField(default=now)
    effect = models.CharField(max_length=80, default="")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "key", "route"), name="one_answer_per_key")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.route} {self.key}"
