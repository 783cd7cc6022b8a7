"""Rebuild of SQLite tables that live inside their primary key, with the key's columns first.

SQLite 3.40 checks such a table with its columns counted as they were declared, while the
row is stored with the key in front: where another column was declared before the key's last one,
``PRAGMA integrity_check`` reads the wrong value and reports a NULL that is not there.
"""

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper

_OPENING = {"(": ")", "'": "'", '"': '"', "[": "]", "`": "`"}


def lead_with_key(schema_editor: BaseDatabaseSchemaEditor, table: str) -> bool:
    """Rebuild a table unless its key leads already; return whether it was rebuilt.

    Rows, declarations, constraints, indexes and triggers stay as they are. The caller's
    transaction makes it whole or nothing; foreign keys must not be enforced meanwhile, which
    Django's schema editor sees to.
    """
    with schema_editor.connection.cursor() as cursor:
        key = key_columns(cursor, table)
        columns = all_columns(cursor, table)
        if columns[: len(key)] == key:
            return False
        ordered = key + [column for column in columns if column not in key]
        _rebuild(cursor, table, ordered, key)
    return True


def all_columns(cursor: CursorWrapper, table: str) -> list[str]:
    """Return the columns of a table in the order of their declaration."""
    cursor.execute("SELECT name FROM pragma_table_info(%s) ORDER BY cid", [table])
    return [name for (name,) in cursor.fetchall()]


def key_columns(cursor: CursorWrapper, table: str) -> list[str]:
    """Return the columns of a table's primary key in the key's order."""
    cursor.execute("SELECT name FROM pragma_table_info(%s) WHERE pk > 0 ORDER BY pk", [table])
    return [name for (name,) in cursor.fetchall()]


def _rebuild(cursor: CursorWrapper, table: str, ordered: list[str], key: list[str]) -> None:
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
    (declaration,) = cursor.fetchone()
    # Those without SQL belong to constraints and come with the table.
    cursor.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND type IN ('index', 'trigger')"
        " AND sql IS NOT NULL ORDER BY name",
        [table],
    )
    dependents = [sql for (sql,) in cursor.fetchall()]
    fresh, names = f"new__{table}", ", ".join(map(quoted, ordered))
    cursor.execute(reordered(declaration, fresh, ordered))
    cursor.execute(
        f"INSERT INTO {quoted(fresh)} ({names}) SELECT {names} FROM {quoted(table)}"  # noqa: S608  names of our own tables
        f" ORDER BY {', '.join(map(quoted, key))}"
    )
    cursor.execute(f"DROP TABLE {quoted(table)}")
    cursor.execute(f"ALTER TABLE {quoted(fresh)} RENAME TO {quoted(table)}")
    for sql in dependents:
        cursor.execute(sql)


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def reordered(declaration: str, table: str, ordered: list[str]) -> str:
    """Return a CREATE TABLE statement for another table, with its columns in the given order."""
    begin, end = declaration.index("("), declaration.rindex(")")
    parts = list(_split(declaration[begin + 1 : end]))
    columns = {name: _declaration_of(parts, name) for name in ordered}
    rest = [part for part in parts if part not in columns.values()]
    body = ", ".join([*columns.values(), *rest])
    return f"CREATE TABLE {quoted(table)} ({body}){declaration[end + 1 :]}"


def _declaration_of(parts: list[str], name: str) -> str:
    return next(part for part in parts if part.startswith((f"{quoted(name)} ", f"{name} ")))


def _split(body: str) -> Iterator[str]:
    """Split at the commas that are in no brackets and no quotes."""
    waiting: list[str] = []
    begin = 0
    for at, sign in enumerate(body):
        if waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign in _OPENING and (not waiting or waiting[-1] == ")"):
            waiting.append(_OPENING[sign])
        elif sign == "," and not waiting:
            yield body[begin:at].strip()
            begin = at + 1
    yield body[begin:].strip()
