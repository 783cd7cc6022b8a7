"""Folders whose files are believed only while they are what was written.

`seal.json`, the last file that is written, names the folder's version and holds the size and
SHA-256 of each other file. A file that was cut short, that another version left, or that lost its
contents with the machine's power does not fit, and its reader makes the version anew.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

SEAL: Final = "seal.json"
_LAYOUT: Final = 1
"""Of the files themselves; another one makes every folder of the former layout unfit."""


class _Stamp(NamedTuple):
    """A file as it lies there: whoever changes its bytes changes its stamp."""

    path: Path
    device: int
    inode: int
    size: int
    changed_ns: int


def _stamp(file: Path) -> _Stamp:
    found = file.stat()
    return _Stamp(file, found.st_dev, found.st_ino, found.st_size, found.st_ctime_ns)


@lru_cache(maxsize=256)
def _sha256(stamp: _Stamp) -> str:
    """Return the SHA-256 of a file; a process reads each file once for it."""
    with stamp.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@lru_cache(maxsize=64)
def _sealed(stamp: _Stamp) -> dict[str, Any]:
    found = orjson.loads(stamp.path.read_bytes())
    if not isinstance(found, dict) or found.get("layout") != _LAYOUT:
        return {}
    return found


def write_seal(folder: Path, version: str) -> None:
    """Seal all files of a folder, which is then complete."""
    stamps = {file.name: _stamp(file) for file in sorted(folder.iterdir())}
    files = {name: [stamp.size, _sha256(stamp)] for name, stamp in stamps.items()}
    document = {"layout": _LAYOUT, "version": version, "files": files}
    (folder / SEAL).write_bytes(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def seal_fits(folder: Path, names: Sequence[str] | None = None) -> bool:
    """Whether files of a version are those that were sealed under the folder's name.

    Parameters
    ----------
    folder : Path
        Named after its version.
    names : sequence of str, optional
        The files that the caller will read; all sealed ones when left out.
    """
    try:
        seal = _sealed(_stamp(folder / SEAL))
        if seal.get("version") != folder.name:
            return False
        files: dict[str, list[Any]] = seal["files"]
        return all(_fits(folder / name, files.get(name)) for name in names or files)
    except (FileNotFoundError, NotADirectoryError, orjson.JSONDecodeError):
        return False


def _fits(file: Path, sealed: list[Any] | None) -> bool:
    stamp = _stamp(file)
    return sealed is not None and sealed == [stamp.size, _sha256(stamp)]
