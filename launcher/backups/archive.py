"""The archive: written private and whole or not at all, read with every member distrusted."""

import gzip
import os
import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, cast

from launcher.backups.parts import FILES, FOLDERS, POSTGRES_NAME, SQLITE_NAME
from launcher.checks.disk import TO_RUN
from launcher.errors import LauncherError, obstacle

_CHUNK = 2**18
# More than any header of ours; one that asks for gigabytes would be held in memory.
_LARGEST_READ = 2**20
_MOST_MEMBERS = 200_000
_SINGLE = (SQLITE_NAME, POSTGRES_NAME, *FILES)


class _Bounded:
    """A decompressed stream that never hands out much at once."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self.seek, self.tell, self.close = stream.seek, stream.tell, stream.close

    def read(self, size: int = -1) -> bytes:
        """Read some bytes; nobody asks for all of them."""
        if not 0 <= size <= _LARGEST_READ:
            raise tarfile.ReadError("one of its headers is larger than any of ours")
        return self._stream.read(size)


def write_archive(parts: dict[str, Path], target: Path, scratch: Path) -> None:
    """Write files and folders under their names; the target appears only when it is whole."""
    # For this user only from its first byte.
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz") as archive:
            for name, path in parts.items():
                _add(archive, name, path)
        raw.flush()
        os.fsync(raw.fileno())
    scratch.replace(target)


def _add(archive: tarfile.TarFile, name: str, path: Path) -> None:
    if path.is_dir():
        folder = tarfile.TarInfo(name)
        folder.type, folder.mode = tarfile.DIRTYPE, 0o700
        archive.addfile(folder)
        for child in sorted(path.iterdir()):
            _add(archive, f"{name}/{child.name}", child)
    elif path.is_file():
        _add_file(archive, name, path)


def _add_file(archive: tarfile.TarFile, name: str, path: Path) -> None:
    """Add a file's content; owners and links of this machine mean nothing on another."""
    try:
        with path.open("rb") as content:
            member = tarfile.TarInfo(name)
            found = os.fstat(content.fileno())
            member.size, member.mtime, member.mode = found.st_size, int(found.st_mtime), 0o600
            archive.addfile(member, content)
    except FileNotFoundError:
        # The running product replaced a derived file after the folder was listed.
        return


def unpack(source: Path, folder: Path) -> None:
    """Unpack into an empty private folder; whatever no backup of ours holds is refused."""
    try:
        with gzip.open(source, "rb") as stream:
            with tarfile.open(fileobj=cast("IO[bytes]", _Bounded(stream)), mode="r:") as archive:
                _unpack_members(archive, folder)
            # To its very end, where the checksum is.
            while stream.read(_CHUNK):
                pass
    except FileNotFoundError as error:
        raise LauncherError(f"There is no file {source}", "name a backup that exists") from error
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError) as error:
        raise LauncherError(
            f"{source} is no whole backup ({error})", "use another backup; nothing was changed"
        ) from error
    except OSError as error:
        raise obstacle(
            error, f"Nothing was changed: {source} cannot be read or unpacked"
        ) from error


def _unpack_members(archive: tarfile.TarFile, folder: Path) -> None:
    room = shutil.disk_usage(folder).free - TO_RUN
    for count, member in enumerate(archive):
        _refuse_strange(member)
        room -= member.size
        if room < 0:
            raise LauncherError(
                f"The backup does not fit on the disk of {folder.parent}",
                "free some space; nothing was changed",
            )
        if count > _MOST_MEMBERS:
            raise tarfile.TarError(f"it holds more than {_MOST_MEMBERS} files")
        _unpack_one(archive, member, folder.joinpath(*PurePosixPath(member.name).parts))


def _refuse_strange(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    top, depth = path.parts[0] if path.parts else "", len(path.parts)
    known = top in FOLDERS or (top in _SINGLE and depth == 1)
    kind = member.isdir() if top in FOLDERS and depth == 1 else member.isreg()
    inner = top in FOLDERS and depth > 1 and member.isdir()
    odd = ".." in path.parts or member.issparse() or member.size < 0
    if odd or not known or not (kind or inner):
        raise tarfile.TarError(f"it holds {member.name!r} in a form that no backup of ours does")


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    # The parents were made here, in a folder of this user's, so none of them can be a link.
    if member.isdir():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except (FileExistsError, NotADirectoryError) as error:
        raise tarfile.TarError(f"it holds {member.name!r} twice") from error
    content = archive.extractfile(member)
    with os.fdopen(handle, "wb") as file:
        if content is not None:
            shutil.copyfileobj(content, file, _CHUNK)
    if target.stat().st_size != member.size:
        raise tarfile.ReadError(f"{member.name!r} is cut")
