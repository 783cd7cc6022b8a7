"""The same promises on PostgreSQL: verified first, one transaction, the replaced state kept."""

import json
import tarfile
from pathlib import Path

import psycopg
import pytest

from launcher.backups.backup import backup
from launcher.backups.postgres import is_restored
from launcher.backups.restore import finish_interrupted, restore
from launcher.backups.swap import Journal, plan, staging, write_journal
from launcher.errors import LauncherError
from launcher.layout import Layout
from tests.launcher.backups.conftest import MIGRATED, SECRETS
from tests.servers.postgres import PostgresServer


@pytest.fixture
def env(postgres_server: PostgresServer) -> dict[str, str]:
    with psycopg.connect(postgres_server.url) as connection:
        connection.execute("CREATE TABLE django_migrations (id int, app text, name text)")
        connection.execute(MIGRATED.replace("django_migrations", "django_migrations (app, name)"))
        connection.execute("CREATE TABLE kept (n int PRIMARY KEY)")
        connection.execute("INSERT INTO kept VALUES (1)")
    return {"DATABASE_URL": postgres_server.url}


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(data=tmp_path / "var")
    (made.data / "models").mkdir(parents=True)
    (made.data / "models" / "one").write_bytes(b"model")
    (made.data / "secrets.json").write_text(json.dumps(SECRETS))
    return made


def do(env: dict[str, str], statement: str) -> None:
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        connection.execute(statement)


def take_and_put_back(layout: Layout, file: Path, env: dict[str, str]) -> None:
    backup(layout, file, env=env)
    restore(layout, file, env=env)


def rows(env: dict[str, str]) -> list[int]:
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        return [n for (n,) in connection.execute("SELECT n FROM kept ORDER BY n")]


def test_a_dump_comes_back_over_a_newer_schema_and_can_be_undone(
    layout: Layout, tmp_path: Path, env: dict[str, str]
) -> None:
    file = tmp_path / "file"
    backup(layout, file, env=env)
    do(env, "INSERT INTO kept VALUES (2)")
    # A later version's table hangs on one of the backup's and would stop its migrations.
    do(env, "CREATE TABLE later (n int REFERENCES kept (n))")
    (layout.data / "models" / "one").write_bytes(b"newer")
    restore(layout, file, env=env)
    assert rows(env) == [1]
    assert (layout.data / "models" / "one").read_bytes() == b"model"
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT to_regclass('later')").fetchone() == (None,)
    (kept,) = layout.data.glob("before-restore-*")
    restore(layout, kept, env=env)
    assert rows(env) == [1, 2]
    assert (layout.data / "models" / "one").read_bytes() == b"newer"


def test_what_cannot_be_put_back_changes_neither_rows_nor_files(
    layout: Layout, tmp_path: Path, env: dict[str, str]
) -> None:
    file = tmp_path / "file"
    backup(layout, file, env=env)
    do(env, "INSERT INTO kept VALUES (2)")
    # A view that nobody drops is in the way of the dump's table.
    do(env, "DROP TABLE kept; CREATE VIEW kept AS SELECT 7 AS n")
    (layout.data / "models" / "one").write_bytes(b"newer")
    with pytest.raises(LauncherError, match="psql failed") as caught:
        restore(layout, file, env=env)
    assert any('relation "kept"' in line for line in caught.value.detail)
    assert rows(env) == [7]
    assert (layout.data / "models" / "one").read_bytes() == b"newer"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            "INSERT INTO django_migrations (app, name) VALUES ('market', '9999_x')",
            "newer Sightline",
        ),
        ("DELETE FROM django_migrations", "empty"),
    ],
)
def test_what_is_not_ours_or_newer_is_refused(
    layout: Layout, tmp_path: Path, env: dict[str, str], statement: str, reason: str
) -> None:
    do(env, statement)
    with pytest.raises(LauncherError, match=reason):
        take_and_put_back(layout, tmp_path / "file", env)
    assert rows(env) == [1]


def test_a_dump_that_is_none_is_refused(
    layout: Layout, tmp_path: Path, env: dict[str, str]
) -> None:
    (tmp_path / "database.dump").write_bytes(b"no dump")
    with tarfile.open(tmp_path / "file", "w:gz") as archive:
        archive.add(tmp_path / "database.dump", "database.dump")
        archive.add(layout.data / "secrets.json", "secrets.json")
    with pytest.raises(LauncherError, match="dump in the backup cannot be read"):
        restore(layout, tmp_path / "file", env=env)
    assert rows(env) == [1]


def test_a_kill_before_and_after_the_commit(
    layout: Layout, tmp_path: Path, env: dict[str, str]
) -> None:
    """Before it the old files come back, after it the new ones stay: they fit the rows."""
    url, kept = env["DATABASE_URL"], layout.data / "before-restore-x"
    for mark, models in (("other", b"model"), ("this", b"fresh")):
        folder = staging(layout)
        (folder / "models").mkdir()
        (folder / "models" / "one").write_bytes(b"fresh")
        journal = Journal(plan([(folder / "models", layout.data / "models")], kept), mark="this")
        write_journal(layout, journal)
        kept.mkdir()
        (layout.data / "models").rename(kept / "models")
        (folder / "models").rename(layout.data / "models")
        do(env, f"COMMENT ON TABLE django_migrations IS 'restore {mark}'")
        assert is_restored(layout, url, "this") == (mark == "this")
        finish_interrupted(layout, url)
        assert (layout.data / "models" / "one").read_bytes() == models
