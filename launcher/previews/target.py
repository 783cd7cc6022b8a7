"""The folder of a preview: replaced as a whole, and only when all in it is a preview's own."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.errors import LauncherError, obstacle

MARK = "sightline-preview.json"
MOST_BYTES = 15_000_000


def check_target(target: Path) -> None:
    """Raise unless the folder is absent, empty, or holds nothing but a preview."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise LauncherError(f"{target} is no folder", "name a new or an empty folder")
    found = files_of(target)
    foreign = sorted(found - _written(target))
    if foreign:
        raise LauncherError(
            f"{target} holds {foreign[0]}, which no preview wrote",
            "name a new or an empty folder; nothing of it was changed",
        )


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a new folder beside the target; it takes the target's place when the block succeeds.

    A failure leaves the target as it was. What a killed run left beside it is removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _drop_leftovers(target)
    made = _beside(target, os.getpid())
    made.mkdir()
    try:
        yield made
        _mark(made)
        check_target(target)
        _swap(made, target)
    except OSError as error:
        raise obstacle(error, f"The preview cannot be written to {target}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def files_of(folder: Path) -> frozenset[str]:
    """Every file and link below a folder, by its path in it."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return frozenset(str(path.relative_to(folder)) for path in found)


def _written(target: Path) -> frozenset[str]:
    try:
        listed = json.loads((target / MARK).read_text())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        # No list that can be read: nothing in the folder is known to be ours.
        return frozenset()
    return frozenset([*map(str, listed), MARK])


def _mark(made: Path) -> None:
    """Check the size and list what was written."""
    size = sum((made / name).stat().st_size for name in files_of(made))
    if size > MOST_BYTES:
        raise LauncherError(
            f"The preview would have {size / 1e6:.1f} MB, which is more than"
            f" {MOST_BYTES / 1e6:.0f} MB",
            "report this; what the recorder asks must become less",
        )
    listed = {"written_by": "./sightline preview", "files": sorted(files_of(made))}
    (made / MARK).write_text(f"{json.dumps(listed, indent=1)}\n")


def _swap(made: Path, target: Path) -> None:
    if not target.exists():
        made.rename(target)
        return
    before = made.with_name(f"{made.name}-before")
    target.rename(before)
    try:
        made.rename(target)
    except OSError:
        before.rename(target)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _beside(target: Path, process_id: int) -> Path:
    return target.with_name(f".{target.name}-preview-{process_id}")


def _drop_leftovers(target: Path) -> None:
    for path in target.parent.glob(f".{target.name}-preview-*"):
        number, _dash, before = path.name.rpartition("-preview-")[2].partition("-")
        if not number.isdecimal() or _lives(int(number)):
            continue
        if before and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _lives(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
