"""What a second provider says of the daily bars of an instrument."""

from django.db import models
from typing_extensions import override


class SecondOpinion(models.Model):
    """The last daily bars of one instrument as another provider than their own reports them."""

    instrument = models.OneToOneField(
        "market.InstrumentRow", models.CASCADE, related_name="+", primary_key=True
    )
    # Empty when every other provider said that it does not have the instrument.
    provider = models.CharField(max_length=32, blank=True, default="")
    asked_at = models.DateTimeField(db_index=True)
    # Raw bars that are closed: timestamp, open, high, low, close, volume; null where unknown.
    bars = models.JSONField(default=list)

    class Meta:
        db_table = "market_second_opinion"

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.provider or 'nobody'}"
