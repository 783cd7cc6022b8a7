"""When a person was here."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class HomeVisit(models.Model):
    """A person's present visit of the first screen, and where the one before it ended.

    `seen_at` is the time on the wall when the screen was last looked at, `seen_market` until when
    the market was known then; the two `before` are those of the end of the visit before, null at
    the first one.
    """

    per_person: ClassVar = Bound(1, "cannot")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    seen_at = models.DateTimeField()
    seen_market = models.DateTimeField()
    before_at = models.DateTimeField(null=True)
    before_market = models.DateTimeField(null=True)

    class Meta:
        db_table = "home_visit"

    @override
    def __str__(self) -> str:
        return f"visit of user {self.user_id}"
