"""Folders of versions: `root/<version>/`, made as drafts beside them, and `root/current`.

Many processes and threads read a version while another is made. A version appears in one step and
never changes; whoever makes one holds the lock of its root.
"""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

_DRAFT: Final = ".draft-"
_ABANDONED_S: Final = 86_400


@contextmanager
def lock_versions(root: Path) -> Iterator[None]:
    """Let one thread of all processes at a time make a version; a killed one lets go."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


@contextmanager
def draft_version(root: Path) -> Iterator[Path]:
    """Give an empty folder beside the versions; what is not moved away goes with the block."""
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=_DRAFT, dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def replace_version(draft: Path, folder: Path) -> None:
    """Move a finished draft to its place; a damaged version there goes. Call it under the lock."""
    with draft_version(folder.parent) as removed:
        with suppress(FileNotFoundError):
            folder.rename(removed / folder.name)
        draft.rename(folder)


def _remove(folder: Path) -> None:
    """Take a version away in one step: a process killed meanwhile leaves no half of it."""
    try:
        with draft_version(folder.parent) as removed:
            folder.rename(removed / folder.name)
    except OSError:  # a full disk takes no folder, and must not stop what frees it
        shutil.rmtree(folder, ignore_errors=True)


def switch_version(root: Path, version: str, *, keep: int) -> None:
    """Point to a version and remove all but the newest `keep`; call it under the lock.

    Readers may still hold one of the former versions. Drafts that a killed process left go after
    a day: a younger one may be somebody's work.
    """
    pointer = root / "current.new"
    pointer.write_text(version)
    pointer.replace(root / "current")
    folders = [path for path in root.iterdir() if path.is_dir() and path.name != version]
    drafts = [path for path in folders if path.name.startswith(_DRAFT)]
    former = [path for path in folders if path not in drafts]
    former.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    abandoned = [path for path in drafts if time.time() - path.stat().st_mtime > _ABANDONED_S]
    for path in former[keep - 1 :]:
        _remove(path)
    for path in abandoned:
        shutil.rmtree(path, ignore_errors=True)
