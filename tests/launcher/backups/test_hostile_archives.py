"""Archives that somebody else made: nothing outside the staging folder, nothing without bound."""

import gzip
import io
import resource
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launcher.backups import archive as archives
from launcher.backups.backup import backup
from launcher.backups.restore import restore
from launcher.errors import LauncherError
from launcher.layout import Layout
from tests.launcher.backups.conftest import add_row, rows, state


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def twice() -> Iterator[tarfile.TarInfo]:
    yield member("models", tarfile.DIRTYPE)
    yield member("models/a")
    yield member("models/a")


def file_as_folder() -> Iterator[tarfile.TarInfo]:
    yield member("models/a")
    yield member("models/a/b")


STRANGE: dict[str, list[tarfile.TarInfo]] = {
    "a path upwards": [member("../outside")],
    "a path upwards in the middle": [member("models/../../outside")],
    "an absolute path": [member("/tmp/outside")],
    "a symbolic link": [member("models", tarfile.SYMTYPE, "/etc")],
    "a link inside": [member("models/x", tarfile.SYMTYPE, "../../outside")],
    "a hard link": [member("secrets.json", tarfile.LNKTYPE, "/etc/passwd")],
    "a device": [member("models/null", tarfile.CHRTYPE)],
    "a pipe": [member("models/pipe", tarfile.FIFOTYPE)],
    "a file that no backup holds": [member("run/sightline.lock")],
    "a folder that no backup holds": [member("bin", tarfile.DIRTYPE)],
    "a file below a file": [member("secrets.json/x")],
    "a name twice": list(twice()),
    "a file that becomes a folder": list(file_as_folder()),
    "an empty name": [member("")],
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_no_backup_holds_is_refused(layout: Layout, tmp_path: Path, name: str) -> None:
    file, before = tmp_path / "file", state(layout)
    with tarfile.open(file, "w:gz") as archive:
        for strange in STRANGE[name]:
            archive.addfile(strange, io.BytesIO())
    with pytest.raises(LauncherError, match="no whole backup"):
        restore(layout, file, env={})
    assert state(layout) == before
    assert not list(tmp_path.rglob("outside"))
    assert not (layout.data / ".restore").exists()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def without_checksum(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-8] + b"\0" * 8)


def flip(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    file.write_bytes(raw)


def no_archive(file: Path) -> None:
    file.write_bytes(b"no archive")


def empty(file: Path) -> None:
    file.write_bytes(b"")


def random_in_gzip(file: Path) -> None:
    file.write_bytes(gzip.compress(bytes(range(256)) * 40))


@pytest.mark.parametrize("change", [cut, without_checksum, flip, no_archive, empty, random_in_gzip])
def test_a_broken_file_changes_nothing(
    layout: Layout, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    file = tmp_path / "file"
    backup(layout, file, env={})
    change(file)
    add_row(layout, 2)
    with pytest.raises(LauncherError, match=r"no whole backup|no database") as caught:
        restore(layout, file, env={})
    assert "nothing was changed" in caught.value.fix
    assert rows(layout.database) == [1, 2]


def test_a_header_of_gigabytes_is_not_read_into_memory(layout: Layout, tmp_path: Path) -> None:
    header = member("x", tarfile.XHDTYPE)
    header.size = 4 * 1024**3
    with gzip.open(tmp_path / "file", "wb", compresslevel=1) as stream:
        stream.write(header.tobuf())
        for _ in range(64):
            stream.write(b"\0" * 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(LauncherError, match="larger than any of ours"):
        restore(layout, tmp_path / "file", env={})
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024


def test_more_than_the_disk_holds_is_refused_unread(layout: Layout, tmp_path: Path) -> None:
    bomb = member("models/bomb")
    bomb.size = 2**50
    (tmp_path / "file").write_bytes(gzip.compress(bomb.tobuf(tarfile.GNU_FORMAT)))
    with pytest.raises(LauncherError, match="does not fit on the disk"):
        restore(layout, tmp_path / "file", env={})


def test_too_many_files_are_refused(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_MOST_MEMBERS", 3)
    with tarfile.open(tmp_path / "file", "w:gz") as archive:
        for number in range(6):
            archive.addfile(member(f"models/{number}"), io.BytesIO())
    with pytest.raises(LauncherError, match="more than 3 files"):
        restore(layout, tmp_path / "file", env={})


def test_a_missing_file_says_so(layout: Layout, tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match="There is no file"):
        restore(layout, tmp_path / "none", env={})
