"""Where a repair begins and ends; none was stored before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_initial")]

    operations = [
        migrations.AddField("repair", "start_us", models.BigIntegerField(default=0), False),
        migrations.AddField("repair", "end_us", models.BigIntegerField(default=0), False),
    ]
