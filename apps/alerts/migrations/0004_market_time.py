"""Until when the market was known when an event was recorded and acknowledged."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def _fill(apps: Any, schema_editor: Any) -> None:
    """Rows so far were written when the market's time was that of the wall."""
    rows = apps.get_model("alerts", "AlertEvent").objects.using(schema_editor.connection.alias)
    rows.update(
        market_time=F("created_at"),
        acknowledged_market=F("acknowledged_at"),
        rule_number=F("rule_id"),
    )


class Migration(migrations.Migration):
    dependencies = [("alerts", "0003_rule_hedge")]

    operations = [
        migrations.AddField("alertevent", "market_time", models.DateTimeField(null=True)),
        migrations.AddField("alertevent", "acknowledged_market", models.DateTimeField(null=True)),
        migrations.AddField("alertevent", "rule_number", models.BigIntegerField(null=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField("alertevent", "market_time", models.DateTimeField()),
    ]
