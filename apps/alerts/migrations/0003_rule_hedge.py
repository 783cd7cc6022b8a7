"""How a pair's rule hedges; rules from before watched the rolling hedge on logs."""

from typing import Any

from django.db import migrations, models


def name_the_former_hedge(apps: Any, _: Any) -> None:
    """Write down what rules on pairs have been looking at."""
    rules = apps.get_model("alerts", "AlertRule").objects.filter(kind="z_score")
    rules.update(method="rolling_ols", log=True, intercept=True)


class Migration(migrations.Migration):
    dependencies = [("alerts", "0002_rule_state")]

    operations = [
        migrations.AddField(
            model_name="alertrule",
            name="method",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="alertrule", name="log", field=models.BooleanField(null=True)
        ),
        migrations.AddField(
            model_name="alertrule", name="intercept", field=models.BooleanField(null=True)
        ),
        migrations.RunPython(name_the_former_hedge, migrations.RunPython.noop),
    ]
