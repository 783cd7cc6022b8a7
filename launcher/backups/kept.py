"""A state that a restore replaced, read like a backup, so that a restore can be undone."""

import shutil
from pathlib import Path

from launcher.backups.copying import copy_sqlite
from launcher.backups.parts import FILES, FOLDERS, POSTGRES_NAME, SQLITE_NAME
from launcher.errors import obstacle


def collect(source: Path, folder: Path) -> None:
    """Copy the parts of a kept state; links are left out, they could lead anywhere."""
    try:
        if (source / SQLITE_NAME).is_file():
            copy_sqlite(source / SQLITE_NAME, folder / SQLITE_NAME)
        for name in (POSTGRES_NAME, *FILES):
            if (source / name).is_file() and not (source / name).is_symlink():
                shutil.copyfile(source / name, folder / name)
        for name in FOLDERS:
            if (source / name).is_dir():
                shutil.copytree(source / name, folder / name, ignore=_links)
    except OSError as error:
        raise obstacle(error, f"Nothing was changed: {source} cannot be copied") from error


def _links(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if (Path(folder) / name).is_symlink()]
