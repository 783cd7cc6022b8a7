"""Tables that live inside their primary key."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState
from typing_extensions import override

from apps.instruments.migrations._key_first import lead_with_key


class CreateClusteredModel(migrations.CreateModel):
    """CreateModel whose SQLite table has no hidden rowid.

    The rows then lie in primary-key order in one tree: a history is one range scan, and an insert
    writes one tree instead of two. PostgreSQL takes the plain table.
    """

    @override
    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = plain + " WITHOUT ROWID"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        model = to_state.apps.get_model(app_label, self.name)
        lead_with_key(schema_editor, model._meta.db_table)
