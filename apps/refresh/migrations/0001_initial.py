"""Second opinions leave the app of instruments; their table stays."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        # There the table was made.
        ("market", "0011_quoted_in"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SecondOpinion",
                    fields=[
                        (
                            "instrument",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="market.instrumentrow",
                            ),
                        ),
                        ("provider", models.CharField(blank=True, default="", max_length=32)),
                        ("asked_at", models.DateTimeField(db_index=True)),
                        ("bars", models.JSONField(default=list)),
                    ],
                    options={
                        "db_table": "market_second_opinion",
                    },
                ),
            ],
        ),
    ]
