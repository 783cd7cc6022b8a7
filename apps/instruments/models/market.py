"""Instruments, watchlists and the tables of bars and ticks.

Bars and ticks are written and read by `apps.instruments.store` in raw SQL; the classes here give
them their place in migrations and in the few queries where speed does not matter.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from apps.core.quota import Bound


class InstrumentRow(models.Model):
    """A thing with a price: the system's when it has no owner, else private to one person."""

    per_person: ClassVar = Bound(200, "refused")

    symbol = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    asset_class = models.CharField(max_length=16)
    exchange = models.CharField(max_length=40)
    currency = models.CharField(max_length=8)
    calendar = models.CharField(max_length=8)
    source = models.CharField(max_length=60)
    has_ohlc = models.BooleanField(default=False)
    simulated = models.BooleanField(default=False)
    intraday_source = models.CharField(max_length=32, blank=True, default="")
    # The provider to ask first; and whether it is still looked after: a removed one keeps its past.
    provider = models.CharField(max_length=32, blank=True, default="")
    active = models.BooleanField(default=True)
    # Whether the system's models may learn from it; a second source of a company does not teach.
    trains = models.BooleanField(default=True)
    tick_size = models.FloatField(default=0.01)
    # Of a private instrument: the step of its finest bars, and who made its daily ones.
    resolution_s = models.PositiveIntegerField(default=0)
    daily_origin = models.CharField(max_length=8, blank=True, default="")
    # What its files quote in, where that is a part of the currency: GBp for bars kept in GBP.
    quoted_in = models.CharField(max_length=8, blank=True, default="")
    first_bar = models.DateField(null=True, blank=True)
    last_bar = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "market_instrument"
        ordering: ClassVar = ["symbol", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["symbol"],
                condition=models.Q(owner__isnull=True),
                name="market_system_symbol_unique",
            ),
            models.UniqueConstraint(
                fields=["owner", "symbol"],
                condition=models.Q(owner__isnull=False),
                name="market_private_symbol_unique",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.symbol


class Bar(models.Model):
    """One raw (unadjusted) bar; the natural key is its primary key."""

    pk = models.CompositePrimaryKey("instrument_id", "interval_s", "timestamp_us")
    instrument = models.ForeignKey(InstrumentRow, models.CASCADE, related_name="+", db_index=False)
    interval_s = models.IntegerField()
    timestamp_us = models.BigIntegerField()
    open = models.FloatField(null=True)
    high = models.FloatField(null=True)
    low = models.FloatField(null=True)
    close = models.FloatField()
    volume = models.FloatField(null=True)
    vwap = models.FloatField(null=True)
    trades = models.IntegerField(null=True)
    settled = models.BooleanField(default=True)
    # The bar as JSON, written with it: a history is then one aggregate over its rows.
    wire = models.TextField(null=True, editable=False)  # noqa: DJ001  empty is not unknown

    class Meta:
        db_table = "market_bar"

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}:{self.interval_s}:{self.timestamp_us}"


class TickRow(models.Model):
    """One trade; the venue's own id makes a second delivery harmless."""

    pk = models.CompositePrimaryKey("venue", "symbol", "trade_id")
    venue = models.CharField(max_length=16)
    symbol = models.CharField(max_length=32)
    trade_id = models.BigIntegerField()
    price = models.FloatField()
    quantity = models.FloatField()
    timestamp_us = models.BigIntegerField()
    buyer_is_maker = models.BooleanField()

    class Meta:
        db_table = "market_tick"
        indexes: ClassVar = [
            models.Index(fields=["symbol", "timestamp_us"], name="market_tick_symbol_time")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.venue}:{self.symbol}:{self.trade_id}"


class SeriesVersion(models.Model):
    """When the rows of one instrument and interval changed last; ETags and panels stand on it."""

    pk = models.CompositePrimaryKey("instrument_id", "interval_s")
    instrument = models.ForeignKey(InstrumentRow, models.CASCADE, related_name="+", db_index=False)
    interval_s = models.IntegerField()
    version = models.BigIntegerField(default=0)

    class Meta:
        db_table = "market_series_version"

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}:{self.interval_s}@{self.version}"


class CorporateAction(models.Model):
    """A split or dividend: bars before `ex_date` are multiplied on read, never in the table."""

    instrument = models.ForeignKey(InstrumentRow, models.CASCADE, related_name="+")
    ex_date = models.DateField()
    kind = models.CharField(max_length=10)
    price_factor = models.FloatField()
    volume_factor = models.FloatField(default=1.0)
    # New shares for an old one, or cash a share; the factors follow from it and the bars.
    value = models.FloatField(null=True)
    source = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        db_table = "market_corporate_action"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "ex_date", "kind"], name="market_action_unique"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.instrument_id}:{self.ex_date}:{self.kind}"


class Watchlist(models.Model):
    """A person's ordered list of instruments."""

    per_person: ClassVar = Bound(50, "refused")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "market_watchlist"
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="market_watchlist_name_unique"),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(is_default=True),
                name="market_watchlist_one_default",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class WatchlistItem(models.Model):
    """One place in a watchlist."""

    watchlist = models.ForeignKey(Watchlist, models.CASCADE, related_name="items")
    instrument = models.ForeignKey(InstrumentRow, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        db_table = "market_watchlist_item"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["watchlist", "instrument"], name="market_watchlist_item_unique"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.watchlist_id}[{self.position}]"


class DemoMarker(models.Model):
    """Which demo fixture is loaded, so that a second start does nothing."""

    fixture_version = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "market_demo_marker"

    @override
    def __str__(self) -> str:
        return self.fixture_version
