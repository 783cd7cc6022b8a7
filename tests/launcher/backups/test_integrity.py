"""What is damage, what is a false alarm, and what is only in the way."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from launcher.backups.backup import backup
from launcher.backups.damage import damage_error
from launcher.backups.integrity import State, damage_or_raise, examine
from launcher.checks import diagnoses
from launcher.errors import LauncherError
from launcher.layout import ROOT, Layout

# The reported case, see tests/apps/instruments/migrations/test_key_first.py.
CLUSTERED = (
    "CREATE TABLE t (a integer not null, b bigint not null, c bigint not null,"
    " primary key (c, a)) WITHOUT ROWID"
)


def database(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_a_null_that_the_rows_contradict_is_no_damage(tmp_path: Path) -> None:
    rows = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n LIMIT 500)"
    file = database(tmp_path / "x", CLUSTERED, f"INSERT INTO t {rows} SELECT i, i, i FROM n")
    with closing(sqlite3.connect(file)) as connection:
        alarms = connection.execute("PRAGMA integrity_check").fetchall()
    if sqlite3.sqlite_version_info[:2] == (3, 40):
        assert alarms[0] == ("NULL value in t.b",)
    assert examine(file).state is State.WHOLE


def declared_late(path: Path) -> Path:
    """A column that holds a NULL and is declared NOT NULL afterwards."""
    database(path, "CREATE TABLE u (a int)", "INSERT INTO u VALUES (NULL)")
    return database(
        path,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE u (a int NOT NULL)' WHERE name = 'u'",
    )


def test_a_null_that_is_there_is_damage(tmp_path: Path) -> None:
    verdict = examine(declared_late(tmp_path / "x"))
    assert verdict.state is State.DAMAGED
    assert verdict.text == "NULL value in u.a"


def test_false_alarms_do_not_use_up_the_findings(tmp_path: Path) -> None:
    """SQLite stops at a hundred findings; the true one comes after five hundred false ones."""
    rows = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n LIMIT 500)"
    file = database(tmp_path / "x", CLUSTERED, f"INSERT INTO t {rows} SELECT i, i, i FROM n")
    assert examine(declared_late(file)).text == "NULL value in u.a"


def test_an_index_without_its_row_is_named_as_such(tmp_path: Path) -> None:
    file = database(
        tmp_path / "x",
        "CREATE TABLE v (a int)",
        "INSERT INTO v VALUES (1), (2)",
        "CREATE INDEX v_a ON v (a) WHERE a > 1",
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = 'CREATE INDEX v_a ON v (a)' WHERE name = 'v_a'",
    )
    verdict = examine(file)
    assert verdict.state is State.INDEXES
    error = damage_error(file, verdict)
    assert "rows" in error.cause
    assert "REINDEX" in error.fix
    assert "restore" not in error.sentence


@pytest.mark.parametrize(
    "content", [b"no database at all" * 99, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_what_is_no_database_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert examine(tmp_path / "x").state is State.DAMAGED


def test_a_lock_is_in_the_way_and_no_damage(tmp_path: Path) -> None:
    file = database(tmp_path / "x", "CREATE TABLE t (a int)")
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LauncherError, match="locked it"):
            examine(file)


def test_a_missing_right_is_in_the_way_and_no_damage(tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match="cannot open it"):
        examine(tmp_path / "folder" / "none")


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from launcher.backups.backup import backup
from launcher.errors import LauncherError
from launcher.layout import Layout
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    backup(Layout(data=Path(sys.argv[1])), Path(sys.argv[2]), env={})
except LauncherError as error:
    sys.stderr.write(error.sentence)
"""


def test_a_disk_that_takes_no_more_is_no_damage(layout: Layout, tmp_path: Path) -> None:
    """A limit on files' size stands for the full disk."""
    rows = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n LIMIT 5000)"
    database(layout.database, f"INSERT INTO kept {rows} SELECT i FROM n")
    command = [sys.executable, "-c", _LIMITED, str(layout.data), str(tmp_path / "file")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "damaged" not in done.stderr
    assert "disk" in done.stderr
    assert not (tmp_path / "file").exists()


def test_a_full_database_says_that_the_disk_is_full(tmp_path: Path) -> None:
    file = database(tmp_path / "x", "CREATE TABLE t (a)")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA max_page_count=2")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("INSERT INTO t VALUES (randomblob(100000))")
    with pytest.raises(LauncherError, match="the disk is full"):
        damage_or_raise(caught.value, file)


def test_doctor_advises_only_what_is_proven(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert "whole" in diagnoses.database(layout)
    file = tmp_path / "file"
    backup(layout, file, env={})
    whole = file.read_bytes()
    for suffix in ("-wal", "-shm"):
        layout.database.with_name(layout.database.name + suffix).unlink(missing_ok=True)
    layout.database.write_bytes(b"damaged" * 1000)
    with pytest.raises(LauncherError, match="damaged") as caught:
        diagnoses.database(layout)
    assert f"./sightline restore {file} --data {layout.data}" in caught.value.fix
    assert "keeps the present state" in caught.value.fix
    for content in (whole[:-100], None):
        file.unlink() if content is None else file.write_bytes(content)
        with pytest.raises(LauncherError, match="damaged") as caught:
            diagnoses.database(layout)
        assert "restore" not in caught.value.fix
        assert "copy all of" in caught.value.fix


def test_doctor_reads_all_that_the_secrets_must_hold(layout: Layout) -> None:
    file = layout.data / "secrets.json"
    file.chmod(0o600)
    assert "whole" in diagnoses.secrets(layout)
    file.write_text('{"secret_key": "x"}')
    with pytest.raises(LauncherError, match="cannot be used"):
        diagnoses.secrets(layout)
    os.chmod(file, 0o644)  # noqa: PTH101
    with pytest.raises(LauncherError, match="can be read by others"):
        diagnoses.secrets(layout)
