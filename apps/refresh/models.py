"""What a second provider says of daily bars, and where a replay of the market stands."""

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


class MarketReplay(models.Model):
    """Where the replay of the market stands; one row, or none where the market is live.

    `position` is the close until which history is known. `moved_at` is when it last moved, on the
    wall, and `jumped_at` when it last moved by more than the next session. `round` is raised by
    going back, so that a session that is played again has a job again.
    """

    position = models.DateTimeField()
    start = models.DateField()
    end = models.DateField()
    playing = models.BooleanField(default=True)
    seconds_per_session = models.PositiveSmallIntegerField(default=60)
    round = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField()
    jumped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_replay"

    @override
    def __str__(self) -> str:
        return f"{self.position:%Y-%m-%d}"
