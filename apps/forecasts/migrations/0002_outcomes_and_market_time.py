"""Outcomes of forecasts in rows of their own, and the market's time beside that of the wall."""

from datetime import datetime
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

from apps.core.clock import now


def _fill(apps: Any, schema_editor: Any) -> None:
    """Forecasts so far were issued when the market's time was that of the wall."""
    forecasts = apps.get_model("forecasts", "Forecast").objects.using(
        schema_editor.connection.alias
    )
    forecasts.update(market_time=F("issued_at"))
    versions = apps.get_model("forecasts", "ModelVersion")
    versions.objects.using(schema_editor.connection.alias).update(market_time=F("trained_at"))
    # Scores were written over with every issue; by now they are what they are.
    scores = apps.get_model("forecasts", "SymbolScore")
    scores.objects.using(schema_editor.connection.alias).update(market_time=now())
    rows = []
    for row in forecasts.filter(interval="1d").only("pk", "content").iterator(chunk_size=500):
        steps = row.content["steps"]
        row.next_target = datetime.fromisoformat(steps[0]["target_time"]) if steps else None
        rows.append(row)
        if len(rows) == 500:
            forecasts.bulk_update(rows, ["next_target"])
            rows = []
    forecasts.bulk_update(rows, ["next_target"])


class Migration(migrations.Migration):
    dependencies = [("forecasts", "0001_initial")]

    operations = [
        migrations.AddField("modelversion", "market_time", models.DateTimeField(null=True)),
        migrations.AddField("symbolscore", "market_time", models.DateTimeField(null=True)),
        migrations.AddField("modelversion", "replayed_at", models.DateTimeField(null=True)),
        migrations.AddField("forecast", "market_time", models.DateTimeField(null=True)),
        migrations.AddField("forecast", "replayed", models.BooleanField(default=False)),
        migrations.AddField("forecast", "next_target", models.DateTimeField(null=True)),
        migrations.AddField("forecast", "explained", models.BinaryField(null=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField("forecast", "market_time", models.DateTimeField()),
        migrations.AlterField("modelversion", "market_time", models.DateTimeField()),
        migrations.AlterField("symbolscore", "market_time", models.DateTimeField()),
        migrations.RemoveField("forecast", "outcome"),
        migrations.RemoveIndex("forecast", "forecasts_forecast_ledger"),
        migrations.AddIndex(
            "forecast",
            models.Index(fields=["-market_time", "-id"], name="forecasts_forecast_ledger"),
        ),
        migrations.AddIndex(
            "forecast",
            models.Index(
                fields=["next_target"],
                name="forecasts_forecast_due",
                condition=models.Q(next_target__isnull=False),
            ),
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.PositiveSmallIntegerField()),
                ("known_at", models.DateTimeField()),
                ("scored_at", models.DateTimeField()),
                ("price", models.FloatField(null=True)),
                ("realised_return", models.FloatField(null=True)),
                ("error", models.FloatField(null=True)),
                ("inside_50", models.BooleanField(null=True)),
                ("inside_80", models.BooleanField(null=True)),
                ("inside_90", models.BooleanField(null=True)),
                ("inside_95", models.BooleanField(null=True)),
                ("brier", models.FloatField(null=True)),
                ("brier_base_rate", models.FloatField(null=True)),
                (
                    "forecast",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="forecasts.forecast",
                    ),
                ),
            ],
            options={
                "db_table": "forecasts_outcome",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forecast", "step"), name="forecasts_outcome_unique"
                    )
                ],
            },
        ),
    ]
