"""Folders of versions: one maker at a time, many readers, nothing of others removed."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from apps.core.versions import draft_version, lock_versions, switch_version

_DAY_S = 86_400


def _folders(root: Path) -> set[str]:
    return {path.name for path in root.iterdir() if path.is_dir()}


def _made(root: Path, name: str, age_s: float = 0.0) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    then = time.time() - age_s
    os.utime(folder, (then, then))
    return folder


def test_one_thread_at_a_time_holds_the_lock(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        with lock_versions(tmp_path / "root"):
            inside.append(number)
            time.sleep(0.01)
            most.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert most == [1] * 8


def test_a_failure_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock_versions(tmp_path):
        raise ZeroDivisionError
    with lock_versions(tmp_path):
        assert (tmp_path / ".lock").exists()


def test_a_draft_that_is_moved_away_stays_and_another_goes(tmp_path: Path) -> None:
    with draft_version(tmp_path) as draft:
        (draft / "part").write_text("one")
        draft.rename(tmp_path / "v1")
    with pytest.raises(OSError, match="full"), draft_version(tmp_path) as draft:
        raise OSError("full")
    assert _folders(tmp_path) == {"v1"}
    assert (tmp_path / "v1" / "part").read_text() == "one"


def test_a_switch_keeps_the_newest_versions(tmp_path: Path) -> None:
    for age, name in enumerate(("v4", "v3", "v2", "v1")):
        _made(tmp_path, name, age * 10.0)
    switch_version(tmp_path, "v4", keep=3)
    assert (tmp_path / "current").read_text() == "v4"
    assert _folders(tmp_path) == {"v4", "v3", "v2"}


def test_a_former_version_goes_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is killed while files go leaves no half version under its name."""
    _made(tmp_path, "old", 100.0)
    _made(tmp_path, "new")
    monkeypatch.setattr("shutil.rmtree", Mock())
    switch_version(tmp_path, "new", keep=1)
    assert {name for name in _folders(tmp_path) if not name.startswith(".draft-")} == {"new"}


def test_a_disk_that_takes_no_folder_stops_no_clearing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made(tmp_path, "old", 100.0)
    _made(tmp_path, "new")
    refusal = Mock(side_effect=OSError("No space left on device"))
    monkeypatch.setattr("apps.core.versions.folders.mkdtemp", refusal)
    switch_version(tmp_path, "new", keep=1)
    assert _folders(tmp_path) == {"new"}


def test_a_switch_back_keeps_the_version_that_is_meant(tmp_path: Path) -> None:
    _made(tmp_path, "old", 100.0)
    _made(tmp_path, "new")
    switch_version(tmp_path, "old", keep=1)
    assert _folders(tmp_path) == {"old"}


def test_a_switch_leaves_what_others_are_making(tmp_path: Path) -> None:
    _made(tmp_path, "v1")
    _made(tmp_path, ".draft-abandoned", 2.0 * _DAY_S)
    with draft_version(tmp_path) as draft:
        switch_version(tmp_path, "v1", keep=1)
        assert _folders(tmp_path) == {"v1", draft.name}
