"""Runs of the alignment leave the app of data quality; their table stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        # There the table was made.
        ("quality", "0004_repair_overtaken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AlignmentRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField()),
                        ("measures", models.PositiveIntegerField()),
                        ("failing", models.PositiveIntegerField()),
                        ("symbols", models.PositiveIntegerField()),
                        ("compared", models.PositiveBigIntegerField()),
                        ("score", models.FloatField()),
                        ("code", models.CharField(max_length=16)),
                        ("rows", models.JSONField(default=list)),
                        (
                            "owner",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "quality_alignment",
                        "ordering": ("-pk",),
                        "indexes": [
                            models.Index(fields=["owner", "-id"], name="alignment_of_owner")
                        ],
                    },
                ),
            ],
        ),
    ]
