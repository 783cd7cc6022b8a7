"""Ticks as a hypertable, where the database has the TimescaleDB extension."""

from django.db import migrations

from apps.instruments.store.timescale import install


def _install(*_: object) -> None:
    install()


class Migration(migrations.Migration):
    # A failing statement about an optional extension must not leave half a transaction.
    atomic = False

    dependencies = [
        ("market", "0006_private_resolution"),
    ]

    operations = [
        migrations.RunPython(_install, migrations.RunPython.noop, elidable=False),
    ]
