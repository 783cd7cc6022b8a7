"""How findings and series stood before: what is there becomes the first record of each."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

from apps.core.clock import now
from apps.core.json import plain


def _fill(apps: Any, schema_editor: Any) -> None:
    """Record how findings stand: those that are open since they opened, the others from now on."""
    alias = schema_editor.connection.alias
    apps.get_model("quality", "SeriesHealth").objects.using(alias).update(
        market_time=F("checked_at")
    )
    record = apps.get_model("quality", "FindingRecord")
    repairs = apps.get_model("quality", "Repair").objects.using(alias)
    moment = now()
    made = []
    for row in apps.get_model("quality", "Finding").objects.using(alias).iterator(chunk_size=500):
        last = repairs.filter(finding=row).order_by("-made_at", "-pk").first()
        began = row.opened_at if row.state == "open" and last is None else moment
        made.append(
            record(
                finding=row, market_time=began, state=row.state, severity=row.severity,
                document=_document(row, last),
            )
        )  # fmt: skip
        if len(made) == 500:
            record.objects.using(alias).bulk_create(made)
            made = []
    record.objects.using(alias).bulk_create(made)


def _document(row: Any, repair: Any) -> Any:
    done = None
    if repair is not None:
        done = {
            "id": repair.pk,
            "action": repair.action,
            "bars": repair.bars,
            "made_at": repair.made_at,
            "made_by": repair.made_by.username if repair.made_by else "",
            "undone_at": repair.undone_at,
            "overtaken_at": repair.overtaken_at,
        }
    names = (
        "severity", "end_us", "sentence", "evidence", "mend", "state", "reason", "last_seen",
    )  # fmt: skip
    return plain({name: getattr(row, name) for name in names} | {"repair": done})


class Migration(migrations.Migration):
    dependencies = [("quality", "0005_rooms")]

    operations = [
        migrations.CreateModel(
            name="FindingRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("market_time", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                ("severity", models.CharField(max_length=8)),
                ("document", models.JSONField()),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="quality.finding",
                    ),
                ),
            ],
            options={"db_table": "quality_finding_record"},
        ),
        migrations.AddConstraint(
            "findingrecord",
            models.UniqueConstraint(
                fields=("finding", "market_time"), name="quality_one_record_per_moment"
            ),
        ),
        migrations.AddField("serieshealth", "market_time", models.DateTimeField(null=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField("serieshealth", "market_time", models.DateTimeField()),
        migrations.RemoveConstraint("serieshealth", "quality_one_health_per_series"),
        migrations.AddConstraint(
            "serieshealth",
            models.UniqueConstraint(
                fields=("instrument", "interval", "market_time"),
                name="quality_one_health_per_check",
            ),
        ),
    ]
