"""The row of the stream process leaves the app of instruments; its table stays."""

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
                    name="StreamProcess",
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
                        ("holder", models.CharField(blank=True, default="", max_length=300)),
                        ("lease_until_us", models.BigIntegerField(default=0)),
                        ("state", models.JSONField(null=True)),
                    ],
                    options={
                        "db_table": "market_stream_process",
                    },
                ),
            ],
        ),
    ]
