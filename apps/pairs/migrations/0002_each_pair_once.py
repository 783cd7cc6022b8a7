"""A person watches each pair once: copies go, the newest stays."""

from typing import Any

from django.conf import settings
from django.db import migrations, models

SAME = (
    "owner",
    "y",
    "x",
    "interval",
    "window",
    "method",
    "log",
    "intercept",
    "entry_threshold",
    "exit_threshold",
)


def drop_copies(apps: Any, _: Any) -> None:
    """Delete all but the newest of pairs that are the same."""
    monitor = apps.get_model("pairs", "PairMonitor")
    seen: set[tuple[Any, ...]] = set()
    copies = []
    for pk, *row in monitor.objects.order_by("-created_at", "-pk").values_list("pk", *SAME):
        if tuple(row) in seen:
            copies.append(pk)
        seen.add(tuple(row))
    monitor.objects.filter(pk__in=copies).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("pairs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop_copies, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="pairmonitor",
            constraint=models.UniqueConstraint(fields=SAME, name="pairs_each_pair_once"),
        ),
    ]
