"""``./sightline restore FILE``: puts a backup in the place of the data folder's contents."""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from launcher.backup import FILES, FOLDERS, POSTGRES_NAME, SQLITE_NAME, sqlite_path
from launcher.errors import LauncherError
from launcher.layout import Layout, open_data_folder
from launcher.once import forget
from launcher.postgres_tools import connection_environment, run_postgres_tool
from launcher.progress import step
from launcher.run_lock import is_held
from launcher.terminal import say


def restore(layout: Layout, source: Path, env: Mapping[str, str] = os.environ) -> int:
    """Read the archive whole first, then swap; what was there is kept beside it."""
    source = source.expanduser().resolve()
    open_data_folder(layout)
    if is_held(layout):
        raise LauncherError(f"Sightline runs on {layout.data}", "stop it with Ctrl-C first")
    url = env.get("DATABASE_URL", "").strip()
    with tempfile.TemporaryDirectory(dir=layout.data) as folder:
        with step("Read the archive"):
            unpack(source, Path(folder))
        _check_kind(Path(folder), url)
        with step("Put it in place"):
            _put_database(layout, url, Path(folder))
            for name in (*FOLDERS, *FILES):
                swap(Path(folder) / name, layout.data / name)
    forget(layout)
    say(f"  Restored. What was replaced stays in {layout.data}, its names end in .before-restore.")
    return 0


def unpack(source: Path, folder: Path) -> None:
    """Unpack into a folder; paths that lead outside and special files are refused."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            members = archive.getmembers()
            for member in members:
                _refuse_strange(member)
            archive.extractall(folder, members)  # noqa: S202  every member was looked at
    except FileNotFoundError as error:
        raise LauncherError(f"There is no file {source}", "name a backup that exists") from error
    except (tarfile.TarError, EOFError, OSError) as error:
        raise LauncherError(
            f"{source} is no whole backup ({error})", "use another backup; nothing was changed"
        ) from error


def _refuse_strange(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or not (member.isfile() or member.isdir()):
        raise tarfile.TarError(f"it holds {member.name!r}, which no backup of ours does")


def _check_kind(folder: Path, url: str) -> None:
    is_postgres = url.startswith(("postgres://", "postgresql://"))
    wanted = POSTGRES_NAME if is_postgres else SQLITE_NAME
    if not (folder / wanted).is_file():
        raise LauncherError(
            "The backup is of the other kind of database",
            "set DATABASE_URL as it was for the backup; nothing was changed",
        )


def _put_database(layout: Layout, url: str, folder: Path) -> None:
    if (folder / POSTGRES_NAME).is_file():
        options = ["--clean", "--if-exists", "--no-owner", "--single-transaction"]
        options.append(f"--dbname={connection_environment(url)['PGDATABASE']}")
        words = [*options, str(folder / POSTGRES_NAME)]
        run_postgres_tool(layout, "pg_restore", words, url)
        return
    target = sqlite_path(layout, url)
    # The write-ahead log belongs to the old database: beside the new one it would corrupt it.
    for suffix in ("-wal", "-shm"):
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.replace(_kept(old))
    swap(folder / SQLITE_NAME, target)


def swap(fresh: Path, target: Path) -> None:
    """Move the new one in, the old one aside; nothing happens when the backup has no such part."""
    if not fresh.exists():
        return
    if target.exists():
        kept = _kept(target)
        if kept.is_dir():
            shutil.rmtree(kept)
        target.replace(kept)
    shutil.move(fresh, target)


def _kept(path: Path) -> Path:
    return path.with_name(f"{path.name}.before-restore")
