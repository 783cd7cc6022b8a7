"""Tables that live inside their primary key."""

from django.db import migrations


class CreateClusteredModel(migrations.CreateModel):
    """CreateModel whose SQLite table has no hidden rowid.

    The rows then lie in primary-key order in one tree: a history is one range scan, and an insert
    writes one tree instead of two. PostgreSQL takes the plain table.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            plain = schema_editor.sql_create_table
            schema_editor.sql_create_table = plain + " WITHOUT ROWID"
            try:
                super().database_forwards(app_label, schema_editor, from_state, to_state)
            finally:
                schema_editor.sql_create_table = plain
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
