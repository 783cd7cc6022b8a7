"""Until when the market was known when a rule was made."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Min


def _fill(apps: Any, schema_editor: Any) -> None:
    """Take the wall's time, or that of the rule's first event, which in a replay lies before it.

    A rule of a replay that had not fired waits until its next change: when it was made by the
    market's clock is not known.
    """
    alias = schema_editor.connection.alias
    rules = apps.get_model("alerts", "AlertRule").objects.using(alias)
    events = apps.get_model("alerts", "AlertEvent").objects.using(alias)
    rules.update(market_time=F("created_at"))
    first = events.exclude(rule=None).values_list("rule_id").annotate(first=Min("market_time"))
    for rule_id, moment in first.iterator():
        rules.filter(pk=rule_id, market_time__gt=moment).update(market_time=moment)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0004_market_time")]

    operations = [
        migrations.AddField("alertrule", "market_time", models.DateTimeField(null=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop),
        migrations.AlterField("alertrule", "market_time", models.DateTimeField()),
    ]
