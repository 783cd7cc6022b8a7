"""A small data folder whose database says that it is Sightline's."""

import json
import sqlite3
from base64 import urlsafe_b64encode
from contextlib import closing
from pathlib import Path

import pytest

from launcher.layout import Layout, open_data_folder
from tests.servers.fixtures import postgres_server, server_folder

__all__ = ["postgres_server", "server_folder"]

FIELD_KEY = urlsafe_b64encode(bytes(range(32))).decode()
SECRETS = {"secret_key": "s" * 50, "field_keys": [FIELD_KEY], "redis_password": "r" * 32}
MIGRATED = (
    "INSERT INTO django_migrations VALUES ('accounts', '0001_initial'), ('market', '0001_initial')"
)


def make_database(file: Path) -> None:
    """A database in WAL mode with what every one of ours holds, and a table to count in."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE django_migrations (app text, name text)")
        connection.execute(MIGRATED)
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        connection.commit()


def make_folder(data: Path) -> Layout:
    made = Layout(data=data)
    open_data_folder(made)
    make_database(made.database)
    (made.data / "models" / "deep").mkdir(parents=True)
    (made.data / "models" / "deep" / "one.ubj").write_bytes(b"model")
    (made.data / "secrets.json").write_text(json.dumps(SECRETS))
    return made


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return make_folder(tmp_path / "var")


def rows(database: Path) -> list[int]:
    with closing(sqlite3.connect(database)) as connection:
        return [n for (n,) in connection.execute("SELECT n FROM kept ORDER BY n")]


def add_row(layout: Layout, number: int) -> None:
    with closing(sqlite3.connect(layout.database)) as connection:
        connection.execute("INSERT INTO kept VALUES (?)", (number,))
        connection.commit()


def state(layout: Layout) -> dict[str, bytes]:
    """Everything of a data folder that a restore may replace."""
    files = (file for file in layout.data.rglob("*") if file.is_file())
    names = {str(file.relative_to(layout.data)): file for file in files}
    return {
        name: file.read_bytes()
        for name, file in names.items()
        if not name.startswith(("run/", "logs/", "before-restore-")) and "sqlite3-" not in name
    }
