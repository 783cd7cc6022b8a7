"""Until when the market was known when an optimisation was made."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def _fill(apps: Any, schema_editor: Any) -> None:
    """Rows so far were written when the market's time was that of the wall."""
    rows = apps.get_model("portfolio", "OptimizationRun").objects.using(
        schema_editor.connection.alias
    )
    rows.update(market_time=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]

    operations = [
        migrations.AddField("optimizationrun", "market_time", models.DateTimeField(null=True)),
        migrations.AddField("optimizationrun", "asked_about", models.DateTimeField(null=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField("optimizationrun", "market_time", models.DateTimeField()),
    ]
