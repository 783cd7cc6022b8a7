"""Rows of providers leave the app of instruments; their tables stay."""

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
                    name="ProviderCalls",
                    fields=[
                        (
                            "provider",
                            models.CharField(max_length=16, primary_key=True, serialize=False),
                        ),
                        ("moments_us", models.JSONField(default=list)),
                    ],
                    options={
                        "db_table": "market_provider_calls",
                    },
                ),
                migrations.CreateModel(
                    name="ProviderState",
                    fields=[
                        (
                            "provider",
                            models.CharField(max_length=32, primary_key=True, serialize=False),
                        ),
                        ("succeeded_at", models.DateTimeField(null=True)),
                        ("failed_at", models.DateTimeField(null=True)),
                        ("cause", models.TextField(blank=True, default="")),
                        ("fix", models.TextField(blank=True, default="")),
                        ("retry_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "market_provider_state",
                    },
                ),
            ],
        ),
    ]
