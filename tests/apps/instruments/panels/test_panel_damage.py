"""A panel whose files are not what was written is never believed: it is made anew from the rows."""

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Any, TextIO
from unittest.mock import Mock

import numpy as np
import pytest

from apps.core.errors import UnavailableError
from apps.core.versions import seal_fits
from apps.core.versions.seals import SEAL
from apps.instruments import panel
from apps.instruments.selectors import close_panel, ohlc_panel, panel_folder, panel_version
from apps.instruments.store import bars_upsert
from tests.apps.instruments.conftest import MakeInstrument, daily
from tests.servers.fork_server import Forked, ForkServer, pipe

WRITER = "tests.apps.instruments.panels.writer"
LOADED = ("apps.core.versions", "apps.instruments.panel")
_ERRORS = 2
CLOSES = [[1.0, 5.0], [2.0, 6.0], [3.0, 7.0]]
KILLS = 12
FILES = 13
"""Two edges, an array and a table of each of five fields, and the seal."""


@pytest.fixture
def whole(make_instrument: MakeInstrument) -> Path:
    """Return the folder of a panel that nobody touched."""
    make_instrument("AAA", [1.0, 2.0, 3.0])
    make_instrument("BBB", [5.0, 6.0, 7.0])
    assert _closes() == CLOSES
    return panel_folder()


def _closes() -> list[list[float]]:
    found: list[list[float]] = close_panel(symbols=["AAA", "BBB"]).closes.tolist()
    return found


def _tear(folder: Path) -> None:
    os.truncate(folder / "close.npy", (folder / "close.npy").stat().st_size - 8)


def _lose_contents(folder: Path) -> None:
    """As after a power cut: the length was kept, the bytes were not."""
    file = folder / "close.npy"
    file.write_bytes(bytes(file.stat().st_size))


def _take_foreign(folder: Path) -> None:
    """An array of the same shape, whole in itself, from another panel."""
    np.save(folder / "close.npy", np.load(folder / "close.npy") * 2.0)


def _take_foreign_ids(folder: Path) -> None:
    np.save(folder / "ids.npy", np.load(folder / "ids.npy") + 1)


def _take_older(folder: Path) -> None:
    """A whole older version under the newer one's name, with its own seal."""
    bars_upsert(daily("AAA", [9.0]))
    newer = panel_folder()
    shutil.rmtree(newer)
    shutil.copytree(folder, newer)
    bars_upsert(daily("AAA", [1.0]))
    shutil.copytree(newer, folder.parent / panel_version())


def _spoil_seal(folder: Path) -> None:
    (folder / SEAL).write_bytes((folder / SEAL).read_bytes()[:20])


def _seal_otherwise(folder: Path) -> None:
    """A seal of a layout that this program does not write."""
    text = (folder / SEAL).read_text()
    (folder / SEAL).write_text(text.replace('"layout": 1', '"layout": 0'))


def _seal_a_list(folder: Path) -> None:
    (folder / SEAL).write_text("[]")


def _keep_tables_alone(folder: Path) -> None:
    for file in (*folder.glob("*.npy"), folder / SEAL):
        file.unlink()


def _lose_one(folder: Path) -> None:
    (folder / "close.npy").unlink()


def _lose_seal(folder: Path) -> None:
    (folder / SEAL).unlink()


DAMAGES = (
    _tear,
    _lose_contents,
    _take_foreign,
    _take_foreign_ids,
    _take_older,
    _spoil_seal,
    _seal_otherwise,
    _seal_a_list,
    _keep_tables_alone,
    _lose_one,
    _lose_seal,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_version_is_made_anew(whole: Path, damage: Callable[[Path], None]) -> None:
    damage(whole)
    folder = whole.parent / panel_version()
    assert not seal_fits(folder)
    assert _closes() == CLOSES
    assert seal_fits(folder)
    assert _folders(whole.parent) >= {folder.name}


def test_a_damaged_table_is_made_anew_by_who_asks_for_the_folder(whole: Path) -> None:
    os.truncate(whole / "high.parquet", 100)
    assert panel_folder() == whole
    assert seal_fits(whole)


def test_damage_of_another_field_does_not_concern_a_reader(whole: Path) -> None:
    before = (whole / "close.npy").stat().st_ino
    os.truncate(whole / "volume.npy", 100)
    assert _closes() == CLOSES
    assert (whole / "close.npy").stat().st_ino == before
    assert ohlc_panel(symbols=["AAA"]).volume.tolist() == [[1.0]] * 3
    assert seal_fits(whole)


def test_each_file_is_read_once_for_its_digest(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _closes()
    monkeypatch.setattr("hashlib.file_digest", Mock(side_effect=AssertionError))
    assert _closes() == CLOSES


def test_a_version_that_goes_while_it_is_read_is_made_anew(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = np.load
    gone: list[Path] = []

    def lose(file: Path, *args: Any, **named: Any) -> Any:
        if not gone:
            gone.append(file)
            shutil.rmtree(whole)
        return load(file, *args, **named)

    monkeypatch.setattr("numpy.load", lose)
    assert _closes() == CLOSES


def test_many_who_find_damage_share_one_repair(
    whole: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are stood in for, as threads share no transaction."""
    parts = panel._parts("1d", lambda _, bars: bars)
    version, together = panel_version(), Barrier(6)
    read = Mock(return_value=parts)
    monkeypatch.setattr(panel, "panel_version", lambda _: version)
    monkeypatch.setattr(panel, "_parts", read)
    _lose_contents(whole)

    def ask(_: int) -> list[list[float]]:
        together.wait()
        ids = sorted(parts)
        _times, (closes,) = panel.panel_read(ids, ["close"], adjust=lambda _, bars: bars)
        found: list[list[float]] = closes.tolist()
        return found

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [CLOSES] * 6
    assert read.call_count == 1


@pytest.mark.parametrize("place", range(FILES))
def test_a_write_that_fails_leaves_the_former_version_alone(
    whole: Path, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file the disk refuses, nothing of the new version is there."""
    bars_upsert(daily("AAA", [4.0]))
    before = _folders(whole.parent)
    with monkeypatch.context() as patch:
        _refuse(patch, place)
        with pytest.raises(UnavailableError, match="No space left on device") as raised:
            close_panel(symbols=["AAA"])
    assert raised.value.retryable
    assert _folders(whole.parent) == before
    assert (whole.parent / "current").read_text() == whole.name
    assert seal_fits(whole)
    assert _closes()[0] == [4.0, 5.0]


def _refuse(patch: pytest.MonkeyPatch, place: int) -> None:
    """Let the writer's file number `place` fail."""
    written = iter(range(FILES))

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def write(*args: Any, **named: Any) -> Any:
            if next(written) == place:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*args, **named)

        return write

    patch.setattr("numpy.save", refusing(np.save))
    patch.setattr(Path, "write_bytes", refusing(Path.write_bytes))


def test_a_folder_that_takes_no_files_is_read_and_refuses_the_next(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = OSError(errno.EROFS, os.strerror(errno.EROFS))
    monkeypatch.setattr(panel, "lock_versions", Mock(side_effect=refusal))
    assert _closes() == CLOSES
    bars_upsert(daily("AAA", [4.0]))
    with pytest.raises(UnavailableError, match="Read-only file system"):
        _closes()


def _writer(forks: ForkServer, root: Path) -> tuple[Forked, TextIO]:
    read, write = pipe()
    with write, Path(os.devnull).open() as nothing:
        command = ("-m", WRITER, str(root), "0")
        return forks.start(command, nothing.fileno(), write.fileno(), _ERRORS), read


def _folders(root: Path) -> set[str]:
    return {path.name for path in root.iterdir() if path.is_dir()}


def _versions(root: Path) -> set[str]:
    return {name for name in _folders(root) if not name.startswith(".")}


@pytest.fixture
def forks() -> Iterator[ForkServer]:
    """Load what a writer needs, once for all that are killed."""
    made = ForkServer(os.environ, LOADED, _ERRORS)
    yield made
    made.end()


@pytest.mark.slow
def test_kills_leave_whole_versions_only(tmp_path: Path, forks: ForkServer) -> None:
    """Two processes write at once; each is killed wherever it is."""
    random, seen = Random(3), set()
    for _ in range(KILLS // 2):
        writers = [_writer(forks, tmp_path) for _ in range(2)]
        for _, says in writers:
            seen.add(says.readline())
            time.sleep(random.uniform(0.0, 0.05))
        for writer, says in writers:
            writer.kill()
            writer.wait()
            says.close()
        for name in _versions(tmp_path):
            assert seal_fits(tmp_path / name)
            assert (np.load(tmp_path / name / "close.npy") == float(name[1:])).all()
        assert (tmp_path / "current").read_text() in _versions(tmp_path)
    assert seen == {"v1\n"}


@pytest.mark.slow
def test_a_disk_that_takes_no_more_leaves_no_version(tmp_path: Path) -> None:
    command = (sys.executable, "-m", WRITER, str(tmp_path), "50000")
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "OSError: 20000 requested" in ended.stderr
    assert _folders(tmp_path) == set()
