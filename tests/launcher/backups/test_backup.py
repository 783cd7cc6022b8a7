"""Backup: whole, consistent, private, and never one that could not be restored."""

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from launcher.backups.backup import backup
from launcher.backups.known import recall
from launcher.backups.restore import restore
from launcher.errors import LauncherError
from launcher.layout import Layout
from tests.launcher.backups.conftest import add_row, rows, state


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
    assert rows(other.database) == [1, 2]


def test_it_is_private_and_holds_no_owner_and_no_link(layout: Layout, tmp_path: Path) -> None:
    (layout.data / "models" / "link").symlink_to("/etc/hostname")
    (layout.data / "models" / "deep" / "one.ubj").chmod(0o4755)
    file = tmp_path / "file"
    backup(layout, file, env={})
    assert file.stat().st_mode & 0o777 == 0o600
    assert recall(layout) is not None
    with tarfile.open(file) as archive:
        assert {(m.uid, m.gid) for m in archive} == {(0, 0)}
        assert {m.mode for m in archive if m.isfile()} == {0o600}
        assert all(m.isfile() or m.isdir() for m in archive)
    restore(layout, file, env={})


def test_a_models_folder_on_another_disk_is_followed(layout: Layout, tmp_path: Path) -> None:
    (layout.data / "models").rename(tmp_path / "elsewhere")
    (layout.data / "models").symlink_to(tmp_path / "elsewhere")
    backup(layout, tmp_path / "file", env={})
    restore(layout, tmp_path / "file", env={})
    assert (layout.data / "models" / "deep" / "one.ubj").read_bytes() == b"model"
    assert (tmp_path / "elsewhere" / "deep" / "one.ubj").read_bytes() == b"model"


def test_what_cannot_be_backed_up_says_so(layout: Layout, tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match="There is no database"):
        backup(Layout(data=tmp_path / "empty"), tmp_path / "file", env={})
    with pytest.raises(LauncherError, match="does not exist"):
        backup(layout, tmp_path / "no" / "folder", env={})


def test_a_damaged_database_replaces_no_backup(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"\x1f\x8b the last good one")
    layout.database.write_bytes(b"no database at all" * 100)
    with pytest.raises(LauncherError, match="damaged") as caught:
        backup(layout, file, env={})
    assert "copy all of" in caught.value.fix
    assert "restore" not in caught.value.sentence
    assert file.read_bytes() == b"\x1f\x8b the last good one"


@pytest.mark.parametrize(
    "name", ["sightline.sqlite3", "secrets.json", "models", "models/new", "models/deep/one.ubj"]
)
def test_it_never_overwrites_what_it_backs_up(layout: Layout, name: str) -> None:
    before = state(layout)
    with pytest.raises(LauncherError, match="belongs to what is backed up"):
        backup(layout, layout.data / name, env={})
    assert state(layout) == before


def test_it_replaces_an_older_backup_and_nothing_else(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear all")
    with pytest.raises(LauncherError, match="is no backup"):
        backup(layout, tmp_path / "letter", env={})
    with pytest.raises(LauncherError, match="is a folder"):
        backup(layout, tmp_path, env={})
    assert (tmp_path / "letter").read_text() == "dear all"
    backup(layout, layout.data / "file", env={})
    backup(layout, layout.data / "file", env={})
    restore(layout, layout.data / "file", env={})


def test_secrets_that_could_not_be_restored_are_refused(layout: Layout, tmp_path: Path) -> None:
    (layout.data / "secrets.json").write_text("{}")
    with pytest.raises(LauncherError, match="could not be restored"):
        backup(layout, tmp_path / "file", env={})
    (layout.data / "secrets.json").unlink()
    with pytest.raises(LauncherError, match="it is missing"):
        backup(layout, tmp_path / "file", env={})
    assert not (tmp_path / "file").exists()


def test_secrets_of_the_environment_need_no_file(layout: Layout, tmp_path: Path) -> None:
    (layout.data / "secrets.json").unlink()
    env = {"SIGHTLINE_SECRET_KEY": "k" * 50, "SIGHTLINE_FIELD_KEYS": "A" * 43 + "="}
    backup(layout, tmp_path / "file", env=env)
    restore(layout, tmp_path / "file", env=env)
    with pytest.raises(LauncherError, match="cannot be used"):
        restore(layout, tmp_path / "file", env={})


def test_an_empty_database_is_no_backup(layout: Layout, tmp_path: Path) -> None:
    layout.database.write_bytes(b"")
    with pytest.raises(LauncherError, match="empty"):
        backup(layout, tmp_path / "file", env={})


def test_indexes_that_disagree_are_made_anew_in_the_copy(layout: Layout, tmp_path: Path) -> None:
    with closing(sqlite3.connect(layout.database)) as connection:
        connection.execute("CREATE INDEX kept_n ON kept (n)")
        # The schema is changed behind SQLite's back, so this row misses the index.
        connection.execute("PRAGMA writable_schema=ON")
        (index,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'kept_n'"
        ).fetchone()
        connection.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = 'kept_n'", (index + " WHERE n > 5",)
        )
        connection.commit()
    add_row(layout, 2)
    with closing(sqlite3.connect(layout.database)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'kept_n'", (index,))
        connection.commit()
    backup(layout, tmp_path / "file", env={})
    other = Layout(data=tmp_path / "other")
    restore(other, tmp_path / "file", env={})
    assert rows(other.database) == [1, 2]
