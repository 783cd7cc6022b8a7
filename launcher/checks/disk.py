"""Whether there is room: a full disk is said before it breaks something."""

import shutil
from pathlib import Path

from launcher.errors import LauncherError

_GIGABYTE = 1024**3
TO_INSTALL = 3 * _GIGABYTE
TO_RUN = _GIGABYTE // 4


def check_space(folder: Path, needed: int) -> None:
    """Raise when the disk under the folder has less than the needed bytes."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LauncherError(
            f"The disk of {folder} has {free / _GIGABYTE:.1f} GB left"
            f" and {needed / _GIGABYTE:.1f} GB are needed",
            "free some space or choose another disk with --data DIR",
        )
