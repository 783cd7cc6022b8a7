"""How the bars of instruments are kept: the last refresh, quotes, corrections that hold."""

from typing import ClassVar

from django.db import models
from typing_extensions import override


class DailyFeed(models.Model):
    """How the daily bars of one instrument are kept up to date."""

    instrument = models.OneToOneField(
        "market.InstrumentRow", models.CASCADE, related_name="+", primary_key=True
    )
    provider = models.CharField(max_length=32, blank=True, default="")
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    # When the providers are asked again: after the next close, or when they said to come back.
    due_at = models.DateTimeField(db_index=True)
    # Why no provider answered the last time; empty when one did.
    cause = models.TextField(blank=True, default="")
    # What each provider said that was asked in vain, also when a later one answered.
    tried = models.JSONField(default=list)

    class Meta:
        db_table = "market_vendor_state"

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.provider or 'nobody yet'}"


class LatestQuote(models.Model):
    """The newest price that a provider reported of an instrument without a stream."""

    instrument = models.OneToOneField(
        "market.InstrumentRow", models.CASCADE, related_name="+", primary_key=True
    )
    price = models.FloatField()
    previous_close = models.FloatField(null=True)
    timestamp_us = models.BigIntegerField()
    provider = models.CharField(max_length=32)
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "market_latest_quote"

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.price}"


class Hold(models.Model):
    """A bar or split of the system's that a person corrected; `word` is what the source had sent.

    Numbers are hexadecimal floats, so that every last bit and what is not a number survive.
    """

    instrument = models.ForeignKey("market.InstrumentRow", models.CASCADE, related_name="+")
    # Zero for splits.
    interval_s = models.IntegerField()
    at_us = models.BigIntegerField()
    word = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "market_hold"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "interval_s", "at_us"], name="market_hold_unique"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}:{self.interval_s}:{self.at_us}"
