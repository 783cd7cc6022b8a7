"""What is wrong with the data, what was done about it, and how far each series reaches."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class Finding(models.Model):
    """One finding of one series; seen again it is the same row.

    `state` is open until a person repairs or dismisses it, or until a later check finds it gone
    (closed).
    """

    instrument = models.ForeignKey("market.InstrumentRow", models.CASCADE, related_name="+")
    interval = models.CharField(max_length=4)
    kind = models.CharField(max_length=24)
    severity = models.CharField(max_length=8)
    rank = models.PositiveSmallIntegerField()
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField()
    sentence = models.CharField(max_length=300)
    evidence = models.JSONField(default=dict)
    mend = models.JSONField(null=True)
    state = models.CharField(max_length=10, default="open")
    reason = models.CharField(max_length=300, blank=True)
    first_seen = models.DateTimeField()
    opened_at = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        db_table = "quality_finding"
        ordering = ("-opened_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "interval", "kind", "start_us"],
                name="quality_one_finding_per_fault",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "rank", "-opened_at"])]

    @override
    def __str__(self) -> str:
        return f"{self.kind} of {self.instrument_id}"


class FindingRecord(models.Model):
    """How a finding stood from a moment of the market on, until its next record.

    `document` is a `FindingThen`: all that changes of a finding, its repair included. The newest is
    the finding as it stands, but for when it was seen last.
    """

    finding = models.ForeignKey("quality.Finding", models.CASCADE, related_name="records")
    market_time = models.DateTimeField()
    state = models.CharField(max_length=10)
    severity = models.CharField(max_length=8)
    document = models.JSONField()

    class Meta:
        db_table = "quality_finding_record"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["finding", "market_time"], name="quality_one_record_per_moment"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.finding_id}: {self.state} from {self.market_time:%Y-%m-%d}"


class Repair(models.Model):
    """One change of rows that a person asked for, with the rows before and after it.

    Rows are JSON texts whose numbers are written as hexadecimal floats: undoing restores them bit
    for bit.
    """

    per_person: ClassVar = Bound(10_000, "oldest_go")

    finding = models.ForeignKey("quality.Finding", models.CASCADE, related_name="repairs")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    action = models.CharField(max_length=16)
    start_us = models.BigIntegerField()
    end_us = models.BigIntegerField()
    bars = models.PositiveIntegerField()
    before = models.TextField()
    after = models.TextField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    # When the bars' own source sent them again with other values, which then count.
    overtaken_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "quality_repair"
        ordering = ("-made_at", "-pk")

    @override
    def __str__(self) -> str:
        return f"{self.action} for finding {self.finding_id}"


class SeriesHealth(models.Model):
    """How one series stood at a check; earlier checks stay, so that the past can be asked.

    `market_time` is until when the market was known at it.
    """

    instrument = models.ForeignKey("market.InstrumentRow", models.CASCADE, related_name="+")
    interval = models.CharField(max_length=4)
    source = models.CharField(max_length=60)
    bars = models.PositiveIntegerField()
    first_us = models.BigIntegerField(null=True)
    last_us = models.BigIntegerField(null=True)
    expected_us = models.BigIntegerField(null=True)
    missing = models.PositiveIntegerField()
    checked_at = models.DateTimeField()
    market_time = models.DateTimeField()

    class Meta:
        db_table = "quality_series"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "interval", "market_time"],
                name="quality_one_health_per_check",
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id} {self.interval}: {self.bars} bars"
