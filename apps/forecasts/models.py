"""Trained models and the forecasts they issued."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class ModelVersion(models.Model):
    """A kind of model trained on one state of the data; files are checked against `sha256`.

    Without an owner it is the system's, trained on the whole universe; with one it was trained on
    symbols that a person chose, and only that person sees what it says. `market_time` is until when
    the market was known when it was trained; `replayed_at` is when the sessions before that were
    replayed by it, null for a version that did not open its kind's record.
    """

    per_person: ClassVar = Bound(2_000, "oldest_go")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=32)
    horizons = models.PositiveSmallIntegerField()
    data_version = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    pool = models.JSONField()
    first_bar = models.DateField()
    last_bar = models.DateField()
    folder = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    scores = models.JSONField()
    trained_at = models.DateTimeField()
    market_time = models.DateTimeField()
    replayed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "forecasts_model_version"
        ordering: ClassVar = ["-trained_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "data_version", "seed"],
                condition=models.Q(owner__isnull=True),
                name="forecasts_system_version_unique",
            ),
            models.UniqueConstraint(
                fields=["owner", "kind", "data_version", "seed"],
                condition=models.Q(owner__isnull=False),
                name="forecasts_private_version_unique",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind}@{self.data_version[:12]}"


class SymbolScore(models.Model):
    """The walk-forward scores of a version on one instrument, as they had become by a moment.

    They cover all outcomes that were known at `market_time`. What was measured before stays, so
    that the past can be asked; `packed` holds a list by horizon (see `answers/packed.py`).
    """

    version = models.ForeignKey(ModelVersion, models.CASCADE, related_name="symbol_scores")
    instrument = models.ForeignKey("market.InstrumentRow", models.CASCADE, related_name="+")
    packed = models.BinaryField()
    market_time = models.DateTimeField()

    class Meta:
        db_table = "forecasts_symbol_score"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "instrument", "market_time"],
                name="forecasts_symbol_score_each",
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.version_id}:{self.instrument_id}"


class Forecast(models.Model):
    """One issued forecast, never changed afterwards: the ledger's entry.

    `issued_at` is the time on the wall when it was written down; `market_time` is until when the
    market was known to its model. Live they are the same. `replayed` says that the market was
    replayed, so that the second lies before the first. `next_target` is the first target time that
    has no outcome yet, null when all have. See `answers/packed.py` for `content` and `explained`.
    """

    per_person: ClassVar = Bound(50_000, "oldest_go")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    instrument = models.ForeignKey("market.InstrumentRow", models.CASCADE, related_name="+")
    version = models.ForeignKey(ModelVersion, models.CASCADE, related_name="+")
    symbol = models.CharField(max_length=32)
    model = models.CharField(max_length=32)
    interval = models.CharField(max_length=4, default="1d")
    as_of = models.DateTimeField()
    issued_at = models.DateTimeField()
    market_time = models.DateTimeField()
    replayed = models.BooleanField(default=False)
    next_target = models.DateTimeField(null=True)
    last_price = models.FloatField()
    content = models.JSONField()
    explained = models.BinaryField(null=True)
    forecast_hash = models.CharField(max_length=64)

    class Meta:
        db_table = "forecasts_forecast"
        ordering: ClassVar = ["-as_of", "-issued_at", "-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["instrument", "model", "-as_of"], name="forecasts_forecast_latest"
            ),
            models.Index(fields=["-market_time", "-id"], name="forecasts_forecast_ledger"),
            models.Index(
                fields=["next_target"],
                name="forecasts_forecast_due",
                condition=models.Q(next_target__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "instrument", "forecast_hash"], name="forecasts_forecast_unique"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.symbol}:{self.model}@{self.as_of:%Y-%m-%d}"


class Outcome(models.Model):
    """What became of one step of a forecast; written once, when its target time had passed.

    Returns are log returns from the forecast's last price. All numbers are null where the target's
    session has no close, though later ones do: such a step is never scored.
    """

    forecast = models.ForeignKey(Forecast, models.CASCADE, related_name="outcomes")
    step = models.PositiveSmallIntegerField()
    known_at = models.DateTimeField()
    scored_at = models.DateTimeField()
    price = models.FloatField(null=True)
    realised_return = models.FloatField(null=True)
    error = models.FloatField(null=True)
    inside_50 = models.BooleanField(null=True)
    inside_80 = models.BooleanField(null=True)
    inside_90 = models.BooleanField(null=True)
    inside_95 = models.BooleanField(null=True)
    brier = models.FloatField(null=True)
    brier_base_rate = models.FloatField(null=True)

    class Meta:
        db_table = "forecasts_outcome"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["forecast", "step"], name="forecasts_outcome_unique")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.forecast_id}+{self.step}"


class IntradayForecast(models.Model):
    """The newest minute forecast of a streaming instrument; the one before is not kept."""

    instrument = models.OneToOneField(
        "market.InstrumentRow", models.CASCADE, primary_key=True, related_name="+"
    )
    as_of = models.DateTimeField()
    document = models.JSONField()

    class Meta:
        db_table = "forecasts_intraday"

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}@{self.as_of:%H:%M}"
