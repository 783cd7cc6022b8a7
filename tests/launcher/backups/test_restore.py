"""Restore: everything verified before the swap, every replaced state kept for good."""

import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from launcher.backups.backup import backup
from launcher.backups.restore import restore
from launcher.errors import LauncherError
from launcher.install.stamps import is_stamped, write_stamp
from launcher.layout import Layout
from launcher.running.run_lock import hold
from tests.launcher.backups.conftest import FIELD_KEY, SECRETS, add_row, make_database, rows, state

Change = Callable[[Path], None]


def repack(file: Path, folder: Path, change: Change) -> None:
    """Change what a backup holds."""
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    change(folder)
    with tarfile.open(file, "w:gz") as archive:
        for path in sorted(folder.iterdir()):
            archive.add(path, path.name)


def in_database(*statements: str) -> Change:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "sightline.sqlite3")) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return change


def overwrite(name: str, content: str | bytes) -> Change:
    def change(folder: Path) -> None:
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(raw)

    return change


def remove(name: str) -> Change:
    return lambda folder: (folder / name).unlink()


def without(name: str) -> str:
    return json.dumps({key: value for key, value in SECRETS.items() if key != name})


def folder_for_file(name: str) -> Change:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return change


def file_for_folder(folder: Path) -> None:
    (folder / "panel").write_text("a file where a folder belongs")


def damage(folder: Path) -> None:
    file = folder / "sightline.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(
            "CREATE TABLE many AS WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL"
            " SELECT i + 1 FROM n LIMIT 5000) SELECT i, hex(i) AS h FROM n"
        )
        connection.commit()
    raw = bytearray(file.read_bytes())
    raw[5 * 4096 : 6 * 4096] = b"\xff" * 4096
    file.write_bytes(raw)


REFUSED: dict[str, tuple[Change, str]] = {
    "no database": (remove("sightline.sqlite3"), "holds no database"),
    "an empty file": (overwrite("sightline.sqlite3", b""), "empty or not of Sightline"),
    "no SQLite": (overwrite("sightline.sqlite3", b"text " * 999), "not whole"),
    "a damaged page": (damage, "not whole"),
    "another product's": (in_database("DELETE FROM django_migrations"), "empty or not of"),
    "a newer one": (
        in_database("INSERT INTO django_migrations VALUES ('market', '9999_later')"),
        "newer Sightline .market.9999_later",
    ),
    "no secrets": (remove("secrets.json"), "it is missing"),
    "secrets that are no JSON": (overwrite("secrets.json", "not json"), "no JSON"),
    "secrets that are a list": (overwrite("secrets.json", "[]"), "no JSON object"),
    "secrets in Latin-1": (overwrite("secrets.json", b'{"a": "\xe9"}'), "no JSON"),
    "secrets that are deep": (overwrite("secrets.json", "[" * 200_000), "no JSON"),
    "secrets that are huge": (overwrite("secrets.json", " " * 2**21), "larger than any"),
    "migrations that are no text": (
        in_database("DROP TABLE django_migrations",
                    "CREATE TABLE django_migrations AS"
                    " SELECT CAST(x'ff' AS text) AS app, 1 AS name"),
        "cannot be read",
    ),
    "migrations without end": (
        in_database("DROP TABLE django_migrations",
                    "CREATE VIEW django_migrations AS WITH RECURSIVE n(app, name) AS"
                    " (VALUES('a', 1) UNION ALL SELECT app, name + 1 FROM n) SELECT * FROM n"),
        "empty or not of Sightline",
    ),
    "no secret key": (overwrite("secrets.json", without("secret_key")), "holds no secret_key"),
    "no password": (overwrite("secrets.json", without("redis_password")), "no redis_password"),
    "no field keys": (overwrite("secrets.json", without("field_keys")), "field_keys"),
    "short field keys": (
        overwrite("secrets.json", json.dumps({**SECRETS, "field_keys": ["QUFB"]})), "field_keys",
    ),
    "a folder for a file": (folder_for_file("secrets.json"), "no whole backup"),
    "a file for a folder": (file_for_folder, "no whole backup"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_whole_is_refused_before_anything_moves(
    layout: Layout, tmp_path: Path, name: str
) -> None:
    change, reason = REFUSED[name]
    file = tmp_path / "file"
    backup(layout, file, env={})
    repack(file, tmp_path / "changed", change)
    add_row(layout, 2)
    before = state(layout)
    with pytest.raises(LauncherError, match=reason) as caught:
        restore(layout, file, env={})
    assert "nothing was changed" in caught.value.fix
    assert state(layout) == before
    assert not list(layout.data.glob("before-restore-*"))


def test_what_was_backed_up_comes_back(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert backup(layout, file, env={}) == 0
    before = state(layout)
    add_row(layout, 2)
    (layout.data / "models" / "deep" / "one.ubj").write_bytes(b"newer")
    (layout.data / "uploads").mkdir()
    (layout.data / "uploads" / "pending").write_bytes(b"of a job that is not in the backup")
    write_stamp(layout.stamps, "migrations", "x")
    assert restore(layout, file, env={}) == 0
    assert rows(layout.database) == [1]
    assert state(layout).keys() == before.keys()
    assert (layout.data / "models" / "deep" / "one.ubj").read_bytes() == b"model"
    # Otherwise the next start would skip the migrations of an older backup.
    assert not is_stamped(layout.stamps, "migrations", "x")


def test_each_replaced_state_is_kept_and_can_be_put_back(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "file"
    backup(layout, file, env={})
    add_row(layout, 2)
    restore(layout, file, env={})
    (first,) = layout.data.glob("before-restore-*")
    add_row(layout, 3)
    restore(layout, file, env={})
    kept = sorted(layout.data.glob("before-restore-*"))
    assert len(kept) == 2
    assert first in kept
    assert rows(first / "sightline.sqlite3") == [1, 2]
    (second,) = set(kept) - {first}
    assert rows(second / "sightline.sqlite3") == [1, 3]
    assert (first / "models" / "deep" / "one.ubj").is_file()
    assert first.stat().st_mode & 0o777 == 0o700
    restore(layout, first, env={})
    assert rows(layout.database) == [1, 2]
    assert rows(first / "sightline.sqlite3") == [1, 2]


def test_modes_are_those_of_a_private_folder(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "file"
    with tarfile.open(file, "w:gz") as archive:
        make_database(tmp_path / "made")
        for name, content in (
            ("sightline.sqlite3", (tmp_path / "made").read_bytes()),
            ("secrets.json", json.dumps(SECRETS).encode()),
            ("models/open", b""),
        ):
            member = tarfile.TarInfo(name)
            member.mode, member.uid, member.size = 0o6777, 12345, len(content)
            archive.addfile(member, io.BytesIO(content))
    restore(layout, file, env={})
    owner = layout.data.stat().st_uid
    for name, mode in (("sightline.sqlite3", 0o600), ("secrets.json", 0o600), ("models", 0o700),
                       ("models/open", 0o600)):  # fmt: skip
        found = (layout.data / name).stat()
        assert (name, found.st_mode & 0o7777, found.st_uid) == (name, mode, owner)


def test_stored_keys_that_the_secrets_do_not_open_are_counted(
    layout: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, foreign = Fernet(FIELD_KEY), Fernet(Fernet.generate_key())
    in_database(
        "CREATE TABLE accounts_providerkey (secret text)",
        f"INSERT INTO accounts_providerkey VALUES ('{own.encrypt(b'a').decode()}')",
        f"INSERT INTO accounts_providerkey VALUES ('{foreign.encrypt(b'b').decode()}')",
    )(layout.data)
    backup(layout, tmp_path / "file", env={})
    restore(layout, tmp_path / "file", env={})
    assert "1 stored keys" in capsys.readouterr().out


def test_sealed_rows_of_any_kind_are_no_obstacle(layout: Layout, tmp_path: Path) -> None:
    in_database(
        "CREATE TABLE accounts_providerkey (secret)",
        "INSERT INTO accounts_providerkey VALUES (NULL), (7), (x'00ff'), ('é')",
        "CREATE TABLE mfa_authenticator (data)",
        "INSERT INTO mfa_authenticator VALUES (NULL), ('['), ('{\"secret\": 1}'), ('[1]')",
    )(layout.data)
    backup(layout, tmp_path / "file", env={})
    assert restore(layout, tmp_path / "file", env={}) == 0


def test_nothing_is_restored_under_a_running_product(layout: Layout, tmp_path: Path) -> None:
    backup(layout, tmp_path / "file", env={})
    with (
        hold(layout, port=8000, run_id="x"),
        pytest.raises(LauncherError, match="Sightline runs on"),
    ):
        restore(layout, tmp_path / "file", env={})


def test_a_database_elsewhere_is_replaced_and_kept_there(tmp_path: Path, layout: Layout) -> None:
    (tmp_path / "a b").mkdir()
    elsewhere = tmp_path / "a b" / "x.sqlite3"
    env = {"DATABASE_URL": f"sqlite://{tmp_path}/a%20b/x.sqlite3"}
    layout.database.rename(elsewhere)
    backup(layout, tmp_path / "file", env=env)
    with closing(sqlite3.connect(elsewhere)) as connection:
        connection.execute("INSERT INTO kept VALUES (2)")
        connection.commit()
    restore(layout, tmp_path / "file", env=env)
    assert rows(elsewhere) == [1]
    (kept,) = elsewhere.parent.glob("x.sqlite3.before-restore-*")
    assert rows(kept) == [1, 2]


def test_the_other_kind_of_database_is_refused(layout: Layout, tmp_path: Path) -> None:
    backup(layout, tmp_path / "file", env={})
    with pytest.raises(LauncherError, match="other kind"):
        restore(layout, tmp_path / "file", env={"DATABASE_URL": "postgres://u:p@127.0.0.1/x"})
