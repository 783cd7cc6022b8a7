"""Runs of the alignment have moved to the app of explanations."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0004_repair_overtaken"),
        ("explain", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(
                    name="AlignmentRun",
                ),
            ],
        ),
    ]
