"""When a job's row is next dispatched is called by that; its column and index stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_fair_turns")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("job", "job_open"),
                migrations.RenameField("job", "ring_at", "dispatch_at"),
                migrations.AlterField(
                    "job", "dispatch_at", models.DateTimeField(null=True, db_column="ring_at")
                ),
                migrations.AddIndex(
                    "job",
                    models.Index(
                        fields=["queue", "dispatch_at"],
                        condition=models.Q(state__in=("queued", "retrying", "running")),
                        name="job_open",
                    ),
                ),
            ]
        )
    ]
