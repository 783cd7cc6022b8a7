import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.instruments.migrations._clustered import CreateClusteredModel


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DemoMarker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fixture_version", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "market_demo_marker",
            },
        ),
        migrations.CreateModel(
            name="InstrumentRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("symbol", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=120)),
                ("asset_class", models.CharField(max_length=16)),
                ("exchange", models.CharField(max_length=40)),
                ("currency", models.CharField(max_length=8)),
                ("calendar", models.CharField(max_length=8)),
                ("source", models.CharField(max_length=60)),
                ("has_ohlc", models.BooleanField(default=False)),
                ("simulated", models.BooleanField(default=False)),
                ("intraday_source", models.CharField(blank=True, default="", max_length=32)),
                ("tick_size", models.FloatField(default=0.01)),
                ("first_bar", models.DateField(blank=True, null=True)),
                ("last_bar", models.DateField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "market_instrument",
                "ordering": ["symbol", "id"],
            },
        ),
        migrations.CreateModel(
            name="CorporateAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ex_date", models.DateField()),
                ("kind", models.CharField(max_length=10)),
                ("price_factor", models.FloatField()),
                ("volume_factor", models.FloatField(default=1.0)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="market.instrumentrow",
                    ),
                ),
            ],
            options={
                "db_table": "market_corporate_action",
            },
        ),
        CreateClusteredModel(
            name="Bar",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "instrument_id",
                        "interval_s",
                        "timestamp_us",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("interval_s", models.IntegerField()),
                ("timestamp_us", models.BigIntegerField()),
                ("open", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("close", models.FloatField()),
                ("volume", models.FloatField(null=True)),
                ("vwap", models.FloatField(null=True)),
                ("trades", models.IntegerField(null=True)),
                ("settled", models.BooleanField(default=True)),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="market.instrumentrow",
                    ),
                ),
            ],
            options={
                "db_table": "market_bar",
            },
        ),
        CreateClusteredModel(
            name="SeriesVersion",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "instrument_id",
                        "interval_s",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("interval_s", models.IntegerField()),
                ("version", models.BigIntegerField(default=0)),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="market.instrumentrow",
                    ),
                ),
            ],
            options={
                "db_table": "market_series_version",
            },
        ),
        CreateClusteredModel(
            name="TickRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "venue",
                        "symbol",
                        "trade_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("venue", models.CharField(max_length=16)),
                ("symbol", models.CharField(max_length=32)),
                ("trade_id", models.BigIntegerField()),
                ("price", models.FloatField()),
                ("quantity", models.FloatField()),
                ("timestamp_us", models.BigIntegerField()),
                ("buyer_is_maker", models.BooleanField()),
            ],
            options={
                "db_table": "market_tick",
                "indexes": [
                    models.Index(fields=["symbol", "timestamp_us"], name="market_tick_symbol_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="Watchlist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("is_default", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "market_watchlist",
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="WatchlistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="market.instrumentrow",
                    ),
                ),
                (
                    "watchlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="market.watchlist",
                    ),
                ),
            ],
            options={
                "db_table": "market_watchlist_item",
                "ordering": ["position"],
            },
        ),
        migrations.AddConstraint(
            model_name="instrumentrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owner__isnull", True)),
                fields=("symbol",),
                name="market_system_symbol_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrumentrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("owner__isnull", False)),
                fields=("owner", "symbol"),
                name="market_private_symbol_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="corporateaction",
            constraint=models.UniqueConstraint(
                fields=("instrument", "ex_date", "kind"), name="market_action_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="watchlist",
            constraint=models.UniqueConstraint(
                fields=("owner", "name"), name="market_watchlist_name_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="watchlist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("owner",),
                name="market_watchlist_one_default",
            ),
        ),
        migrations.AddConstraint(
            model_name="watchlistitem",
            constraint=models.UniqueConstraint(
                fields=("watchlist", "instrument"), name="market_watchlist_item_unique"
            ),
        ),
    ]
