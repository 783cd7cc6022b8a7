"""The folder on the disk: a file is found among its names, never by joining a symbol to a path."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from apps.imports.csv_folder.errors import away, bad_file
from apps.imports.types import MAX_BYTES

ACTIONS: Final = "actions"
INSTRUMENTS: Final = "instruments.csv"
_ENDING: Final = ".csv"


@dataclass(frozen=True, slots=True)
class Found:
    """One file; `label` is how errors call it."""

    path: Path
    label: str


class Folder:
    """What lies in a folder.

    Links are not followed, so nothing outside of the folder is ever read.

    Parameters
    ----------
    path : Path or None
        None when no folder is set.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def symbols(self) -> dict[str, Found]:
        """Return the files of bars by symbol, in capitals."""
        files = self._files()
        return {name: found for name, found in files.items() if found.label != INSTRUMENTS}

    def instruments(self) -> Found | None:
        """Return the file that says what the symbols are."""
        files = self._files().values()
        return next((one for one in files if one.label == INSTRUMENTS), None)

    def actions(self, symbol: str) -> Found | None:
        """Return the file of a symbol's splits and dividends."""
        return self._files(ACTIONS).get(symbol.upper())

    def _files(self, inside: str = "") -> dict[str, Found]:
        """Return the files of a part of the folder by their names in capitals."""
        if self._path is None:
            raise away("none is set")
        folder = self._path / inside
        if inside and (folder.is_symlink() or not folder.is_dir()):
            return {}
        try:
            with os.scandir(folder) as entries:
                names = sorted(one.name for one in entries if one.is_file(follow_symlinks=False))
        except OSError as error:
            raise away(error.strerror or "it is no folder") from error
        return {
            name[: -len(_ENDING)].upper(): Found(folder / name, f"{inside}/{name}".lstrip("/"))
            for name in names
            if name.lower().endswith(_ENDING)
        }


@contextmanager
def opened(found: Found) -> Iterator[IO[bytes]]:
    """Open a file of a size that can be read.

    Raises
    ------
    ProviderAnswerError
        It is too large, or cannot be opened.
    """
    try:
        # Not through a link that took the file's place since it was found.
        number = os.open(found.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise bad_file(found.label, f"it cannot be opened: {error.strerror}") from error
    with os.fdopen(number, "rb") as file:
        if os.fstat(number).st_size > MAX_BYTES:
            raise bad_file(found.label, f"it is longer than {MAX_BYTES // 2**20} MiB")
        yield file
