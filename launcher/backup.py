"""``./sightline backup FILE``: one archive of database, panel, models and secrets."""

import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.postgres_tools import run_postgres_tool
from launcher.progress import step
from launcher.terminal import say

SQLITE_NAME, POSTGRES_NAME = "sightline.sqlite3", "database.dump"
# Derived from the rows or kept beside them; the secrets decrypt what the rows hold.
FOLDERS, FILES = ("panel", "models"), ("secrets.json",)


def backup(layout: Layout, target: Path, env: Mapping[str, str] = os.environ) -> int:
    """Write the snapshot; the product may go on running meanwhile."""
    target = target.expanduser().resolve()
    url = env.get("DATABASE_URL", "").strip()
    try:
        with tempfile.TemporaryDirectory(dir=_existing(target.parent)) as folder:
            with step("Copy the database"):
                database = _dump(layout, url, Path(folder))
            with step("Write the archive"):
                _write_archive(layout, database, target, Path(folder) / "archive")
    except OSError as error:
        raise LauncherError(
            f"The backup cannot be written ({error.strerror or error})",
            "check the folder and the free space of its disk",
        ) from error
    size = target.stat().st_size / 1e6
    say(f"  {target} ({size:.1f} MB). It holds secrets: keep it where only you can read it.")
    return 0


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise LauncherError(f"The folder {folder} does not exist", "make it or name another file")
    return folder


def _dump(layout: Layout, url: str, folder: Path) -> Path:
    if url.startswith(("postgres://", "postgresql://")):
        return dump_postgres(layout, url, folder / POSTGRES_NAME)
    source = sqlite_path(layout, url)
    if not source.is_file():
        raise LauncherError(
            f"There is no database at {source}", "start the product once or name its --data folder"
        )
    return copy_sqlite(source, folder / SQLITE_NAME)


def sqlite_path(layout: Layout, url: str) -> Path:
    """File of the SQLite database."""
    path = url.removeprefix("sqlite:").removeprefix("//")
    return Path(path) if path else layout.database


def copy_sqlite(source: Path, target: Path) -> Path:
    """Copy a database that may be in use, with SQLite's online backup: one moment, whole."""
    try:
        with (
            closing(sqlite3.connect(source, timeout=20)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise LauncherError(
            f"The database {source} is damaged ({verdict})", "restore the last good backup"
        )
    return target


def dump_postgres(layout: Layout, url: str, target: Path) -> Path:
    """Dump with the database's own tool."""
    run_postgres_tool(layout, "pg_dump", ["--format=custom", f"--file={target}"], url)
    return target


def _write_archive(layout: Layout, database: Path, target: Path, scratch: Path) -> None:
    # For this user only from its first byte, and under its name only when it is whole.
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
        archive.add(database, arcname=database.name)
        for name in (*FOLDERS, *FILES):
            if (layout.data / name).exists():
                archive.add(layout.data / name, arcname=name)
    scratch.replace(target)
