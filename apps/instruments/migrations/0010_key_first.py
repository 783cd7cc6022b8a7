"""The tables that live inside their primary key get the key's columns first, on SQLite."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.instruments.migrations._key_first import lead_with_key

TABLES = ("market_bar", "market_series_version", "market_tick")


def rebuild(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Rebuild the tables that were made before; PostgreSQL keeps no such order."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        lead_with_key(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [
        ("market", "0009_hold"),
    ]

    operations = [
        migrations.RunPython(rebuild, migrations.RunPython.noop, elidable=False),
    ]
