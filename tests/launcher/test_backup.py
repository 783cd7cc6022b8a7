"""Backup and restore: whole, consistent, private, and nothing changes when the file is bad."""

import io
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from launcher.backup import backup
from launcher.errors import LauncherError
from launcher.layout import Layout, open_data_folder
from launcher.restore import restore
from launcher.run_lock import hold
from launcher.stamps import is_stamped, write_stamp
from tests.servers.postgres import PostgresServer


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A data folder with a database in WAL mode, a model and secrets."""
    made = Layout(data=tmp_path / "var")
    open_data_folder(made)
    with closing(sqlite3.connect(made.database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        connection.commit()
    (made.data / "models").mkdir()
    (made.data / "models" / "one.ubj").write_bytes(b"model")
    (made.data / "secrets.json").write_text("{}")
    return made


def rows(layout: Layout) -> list[int]:
    with closing(sqlite3.connect(layout.database)) as connection:
        return [n for (n,) in connection.execute("SELECT n FROM kept ORDER BY n")]


def add_row(layout: Layout, number: int) -> None:
    with closing(sqlite3.connect(layout.database)) as connection:
        connection.execute("INSERT INTO kept VALUES (?)", (number,))
        connection.commit()


def test_what_was_backed_up_comes_back(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert backup(layout, file, env={}) == 0
    assert file.stat().st_mode & 0o777 == 0o600
    add_row(layout, 2)
    (layout.data / "models" / "one.ubj").write_bytes(b"newer")
    write_stamp(layout.stamps, "migrations", "x")
    assert restore(layout, file, env={}) == 0
    assert rows(layout) == [1]
    assert (layout.data / "models" / "one.ubj").read_bytes() == b"model"
    assert not is_stamped(layout.stamps, "migrations", "x")


def test_rows_that_wait_in_the_write_ahead_log_are_in_the_backup(
    layout: Layout, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(layout.database)) as writer:
        writer.execute("INSERT INTO kept VALUES (2)")
        writer.commit()
        writer.execute("INSERT INTO kept VALUES (3)")
        assert (layout.data / "sightline.sqlite3-wal").stat().st_size > 0
        backup(layout, tmp_path / "file", env={})
        writer.rollback()
    other = Layout(data=tmp_path / "other")
    restore(other, tmp_path / "file", env={})
    assert rows(other) == [1, 2]


def test_what_a_restore_replaces_is_kept(layout: Layout, tmp_path: Path) -> None:
    backup(layout, tmp_path / "file", env={})
    add_row(layout, 2)
    for _ in range(2):
        restore(layout, tmp_path / "file", env={})
    assert (layout.data / "sightline.sqlite3.before-restore").is_file()
    assert (layout.data / "models.before-restore" / "one.ubj").is_file()


def test_a_cut_backup_changes_nothing(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "file"
    backup(layout, file, env={})
    file.write_bytes(file.read_bytes()[:-200])
    add_row(layout, 2)
    with pytest.raises(LauncherError, match="no whole backup"):
        restore(layout, file, env={})
    assert rows(layout) == [1, 2]


@pytest.mark.parametrize("name", ["../outside", "/absolute"])
def test_a_path_that_leads_outside_is_refused(layout: Layout, tmp_path: Path, name: str) -> None:
    file = tmp_path / "file"
    with tarfile.open(file, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    with pytest.raises(LauncherError, match="no whole backup"):
        restore(layout, file, env={})
    assert not (tmp_path / "outside").exists()


def test_a_link_in_the_archive_is_refused(layout: Layout, tmp_path: Path) -> None:
    link = tarfile.TarInfo("models")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    with tarfile.open(tmp_path / "file", "w:gz") as archive:
        archive.addfile(link)
    with pytest.raises(LauncherError, match="no whole backup"):
        restore(layout, tmp_path / "file", env={})


def test_a_missing_file_and_a_missing_database_say_so(layout: Layout, tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match="There is no file"):
        restore(layout, tmp_path / "none", env={})
    with pytest.raises(LauncherError, match="There is no database"):
        backup(Layout(data=tmp_path / "empty"), tmp_path / "file", env={})
    with pytest.raises(LauncherError, match="does not exist"):
        backup(layout, tmp_path / "no" / "folder", env={})


def test_nothing_is_restored_under_a_running_product(layout: Layout, tmp_path: Path) -> None:
    backup(layout, tmp_path / "file", env={})
    with (
        hold(layout, port=8000, run_id="x"),
        pytest.raises(LauncherError, match="Sightline runs on"),
    ):
        restore(layout, tmp_path / "file", env={})


def test_a_damaged_database_is_not_backed_up_as_if_it_were_well(
    layout: Layout, tmp_path: Path
) -> None:
    layout.database.write_bytes(b"no database at all" * 100)
    with pytest.raises(LauncherError, match="damaged"):
        backup(layout, tmp_path / "file", env={})
    assert not (tmp_path / "file").exists()


def test_postgres_is_dumped_and_comes_back(
    layout: Layout, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    env = {"DATABASE_URL": postgres_server.url}
    with psycopg.connect(postgres_server.url) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    backup(layout, tmp_path / "file", env=env)
    with psycopg.connect(postgres_server.url) as connection:
        connection.execute("INSERT INTO kept VALUES (2)")
    restore(layout, tmp_path / "file", env=env)
    with psycopg.connect(postgres_server.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(1,)]


def test_the_other_kind_of_database_is_refused(layout: Layout, tmp_path: Path) -> None:
    backup(layout, tmp_path / "file", env={})
    with pytest.raises(LauncherError, match="other kind"):
        restore(layout, tmp_path / "file", env={"DATABASE_URL": "postgres://u:p@127.0.0.1/x"})
