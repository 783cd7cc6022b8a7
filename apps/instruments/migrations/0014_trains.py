"""Whether the system's models may learn from an instrument; so far from every current stock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("market", "0013_daily_feed")]

    operations = [
        migrations.AddField("InstrumentRow", "trains", models.BooleanField(default=True)),
    ]
