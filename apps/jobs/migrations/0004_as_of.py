"""A job may be asked about a past of the market."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0003_dispatch_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="as_of",
            field=models.DateTimeField(null=True),
        ),
    ]
