"""What was made as a sample, and for whom that was done."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class SampleSet(models.Model):
    """That a person's samples were made, once and for all: removed ones do not come back."""

    per_person: ClassVar = Bound(1, "cannot")

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    made_at = models.DateTimeField()
    # NULL until the runs among them were asked for, which waits for the first models.
    started_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "samples_set"

    @override
    def __str__(self) -> str:
        return f"samples of {self.owner_id}"


class Sample(models.Model):
    """The mark of one sample; the thing itself is a row of its own app, like any other."""

    # As many as the lists in `services` name.
    per_person: ClassVar = Bound(100, "cannot")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    # SHA-256 of what a person can change of it, as it was made; empty where that is nothing.
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "samples_sample"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "key"], name="samples_mark_once")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
