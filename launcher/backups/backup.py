"""``./sightline backup FILE``: one archive of database, panel, models and secrets."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from launcher.backups.archive import write_archive
from launcher.backups.copying import copy_sqlite
from launcher.backups.known import remember
from launcher.backups.parts import (
    FILES,
    FOLDERS,
    POSTGRES_NAME,
    SECRETS,
    SQLITE_NAME,
    is_postgres,
    sqlite_path,
)
from launcher.backups.postgres import dump_postgres
from launcher.backups.swap import is_interrupted
from launcher.backups.verify import verify_made
from launcher.errors import LauncherError, obstacle
from launcher.layout import Layout
from launcher.progress import step
from launcher.running.run_lock import is_held
from launcher.terminal import say


def backup(layout: Layout, target: Path, env: Mapping[str, str] = os.environ) -> int:
    """Write the snapshot; the product may go on running meanwhile."""
    target = target.expanduser().resolve()
    url = env.get("DATABASE_URL", "").strip()
    _refuse_half_a_state(layout)
    _refuse_to_overwrite(layout, target, url)
    try:
        with tempfile.TemporaryDirectory(dir=_existing(target.parent)) as folder:
            _make(layout, target, Path(folder), url, env)
    except OSError as error:
        raise obstacle(error, "The backup cannot be made") from error
    remember(layout, target)
    size = target.stat().st_size / 1e6
    say(f"  {target} ({size:.1f} MB). It holds secrets: keep it where only you can read it.")
    return 0


def _make(layout: Layout, target: Path, folder: Path, url: str, env: Mapping[str, str]) -> None:
    with step("Copy the database"):
        database = _dump(layout, url, folder)
    parts = {database.name: database}
    parts |= {name: layout.data / name for name in (*FOLDERS, *FILES)}
    with step("Check that it can be restored"):
        if parts[SECRETS].is_dir():
            (folder / SECRETS).mkdir()
        elif parts[SECRETS].exists():
            (folder / SECRETS).write_bytes(parts[SECRETS].read_bytes())
        verify_made(layout, folder, url, env)
    with step("Write the archive"):
        write_archive(parts, target, folder / "archive")


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise LauncherError(f"The folder {folder} does not exist", "make it or name another file")
    return folder


def _refuse_to_overwrite(layout: Layout, target: Path, url: str) -> None:
    """A backup may replace an older one, and nothing else."""
    own = [layout.data / name for name in (*FOLDERS, *FILES)]
    if not is_postgres(url):
        own.append(sqlite_path(layout, url))
    if any(target.is_relative_to(path.resolve()) for path in own):
        raise LauncherError(
            f"{target} belongs to what is backed up", "name a file outside of the data folder"
        )
    if target.is_dir():
        raise LauncherError(f"{target} is a folder", "name a file in it")
    if target.exists() and not _is_gzip(target):
        raise LauncherError(f"{target} is there and is no backup", "name another file")


def _is_gzip(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(2) == b"\x1f\x8b"
    except OSError:
        return False


def _refuse_half_a_state(layout: Layout) -> None:
    if not is_interrupted(layout):
        return
    if is_held(layout):
        raise LauncherError(f"A restore is changing {layout.data}", "let it end and run this again")
    raise LauncherError(
        f"A restore of {layout.data} was interrupted",
        "run ./sightline up, which puts the old state back, then this again",
    )


def _dump(layout: Layout, url: str, folder: Path) -> Path:
    if is_postgres(url):
        return dump_postgres(layout, url, folder / POSTGRES_NAME)
    source = sqlite_path(layout, url)
    if not source.is_file():
        raise LauncherError(
            f"There is no database at {source}", "start the product once or name its --data folder"
        )
    return copy_sqlite(source, folder / SQLITE_NAME)
