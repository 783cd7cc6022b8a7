"""``./sightline restore FILE``: puts a backup in the place of the data folder's contents."""

import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from launcher.backups.archive import unpack
from launcher.backups.kept import collect
from launcher.backups.parts import (
    FILES,
    FOLDERS,
    POSTGRES_NAME,
    SQLITE_NAME,
    TRANSIENT,
    is_postgres,
    restore_command,
    sqlite_path,
)
from launcher.backups.postgres import dump_postgres, is_restored, restore_postgres
from launcher.backups.swap import (
    Journal,
    clear_staging,
    forget_journal,
    is_interrupted,
    new_kept_folder,
    plan,
    read_journal,
    staging,
    swap,
    undo,
)
from launcher.backups.verify import verify
from launcher.errors import LauncherError
from launcher.install.once import forget
from launcher.layout import Layout, open_data_folder
from launcher.progress import step
from launcher.running.leftovers import end_leftovers
from launcher.running.run_lock import NO_PORT, hold, is_held
from launcher.terminal import say


def restore(layout: Layout, source: Path, env: Mapping[str, str] = os.environ) -> int:
    """Verify the whole backup first, then swap; what was there is kept under its time."""
    source = source.expanduser().resolve()
    url = env.get("DATABASE_URL", "").strip()
    open_data_folder(layout)
    with _alone(layout):
        finish_interrupted(layout, url)
        folder = staging(layout)
        try:
            with step("Read the backup"):
                collect(source, folder) if source.is_dir() else unpack(source, folder)
            with step("Check all of it"):
                verify(layout, folder, url, env)
            with step("Put it in place"):
                kept = _put_in_place(layout, folder, url)
        finally:
            if not is_interrupted(layout):
                clear_staging(layout)
    say("  Restored; the next start brings the tables of an older backup up to date.")
    if kept.is_dir():
        say(f"  What was replaced stays in {kept}; {restore_command(layout, kept)} puts it back.")
    return 0


@contextmanager
def _alone(layout: Layout) -> Iterator[None]:
    """Keep products and other restores off the folder, and end what a killed one left."""
    if is_held(layout):
        raise LauncherError(f"Sightline runs on {layout.data}", "stop it with Ctrl-C first")
    with hold(layout, port=NO_PORT, run_id=uuid.uuid4().hex) as previous:
        if previous is not None:
            end_leftovers(previous.run_id)
        yield


def finish_interrupted(layout: Layout, url: str) -> None:
    """Undo a restore that was interrupted, unless its last step, the database's, was done."""
    if not is_interrupted(layout):
        clear_staging(layout)
        return
    mark = read_journal(layout).mark
    if mark and is_restored(layout, url, mark):
        forget_journal(layout)
        say("  A restore was interrupted after its last step; it counts.")
        return
    undo(layout)
    say("  A restore was interrupted; what it had begun to replace is back.")


def _put_in_place(layout: Layout, folder: Path, url: str) -> Path:
    kept = new_kept_folder(layout)
    _normalise(folder, layout)
    # Before the rest: with the old stamps the next start would skip the migrations.
    forget(layout)
    parts = [(folder / name, layout.data / name) for name in (*FOLDERS, *FILES, *TRANSIENT)]
    if not is_postgres(url):
        journal = Journal((*plan(_database_parts(layout, folder, url), kept), *plan(parts, kept)))
        swap(layout, journal)
        return kept
    kept.mkdir(mode=0o700)
    dump_postgres(layout, url, kept / POSTGRES_NAME)
    journal = Journal(plan(parts, kept), mark=uuid.uuid4().hex)
    dump = folder / POSTGRES_NAME
    swap(layout, journal, lambda: restore_postgres(layout, url, dump, journal.mark))
    return kept


def _database_parts(layout: Layout, folder: Path, url: str) -> Iterator[tuple[Path, Path]]:
    target, fresh = sqlite_path(layout, url), folder / SQLITE_NAME
    if target.parent != layout.data:
        # Only within one disk is a move whole or not done at all.
        beside = target.with_name(f".{target.name}.restoring")
        shutil.move(fresh, beside)
        fresh = beside
    yield fresh, target
    # The write-ahead log belongs to the old database: beside the new one it would corrupt it.
    for suffix in ("-wal", "-shm"):
        yield folder / f"no{suffix}", target.with_name(target.name + suffix)


def _normalise(folder: Path, layout: Layout) -> None:
    """Give everything to the data folder's owner and to nobody else."""
    owner = layout.data.stat()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if os.geteuid() == 0:
            os.chown(path, owner.st_uid, owner.st_gid)
