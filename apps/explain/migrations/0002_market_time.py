"""Until when the market was known when a comparison ended."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def _fill(apps: Any, schema_editor: Any) -> None:
    """Rows so far were written when the market's time was that of the wall."""
    rows = apps.get_model("explain", "AlignmentRun").objects.using(schema_editor.connection.alias)
    rows.update(market_time=F("finished_at"))


class Migration(migrations.Migration):
    dependencies = [("explain", "0001_initial")]

    operations = [
        migrations.AddField("alignmentrun", "market_time", models.DateTimeField(null=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField("alignmentrun", "market_time", models.DateTimeField()),
    ]
