"""A preview's folder is replaced as a whole, and nothing else is ever deleted."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from launcher.errors import LauncherError
from launcher.layout import ROOT
from launcher.previews import target as places
from launcher.previews.target import MARK, check_target, files_of, replacing


def write(target: Path, **files: str) -> None:
    with replacing(target) as made:
        (made / "recorded").mkdir()
        for name, text in files.items():
            (made / "recorded" / name).write_text(text)


def fail(target: Path) -> None:
    with replacing(target) as made:
        (made / "half").write_text("x")
        raise ZeroDivisionError


def beside(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir() if path != target]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site" / "preview"


def test_a_preview_is_replaced_by_the_next(target: Path) -> None:
    write(target, one="1", old="x")
    write(target, one="2")
    assert (target / "recorded" / "one").read_text() == "2"
    assert files_of(target) == {MARK, "recorded/one"}
    assert beside(target) == []


@pytest.mark.parametrize("ours", [False, True], ids=["a folder", "a preview with something added"])
def test_what_no_preview_wrote_is_left_alone(target: Path, *, ours: bool) -> None:
    if ours:
        write(target, one="1")
    target.mkdir(parents=True, exist_ok=True)
    (target / "thesis.txt").write_text("years of work")
    with pytest.raises(LauncherError, match=r"thesis\.txt, which no preview wrote"):
        check_target(target)
    with pytest.raises(LauncherError, match=r"thesis\.txt"):
        write(target, one="2")
    assert (target / "thesis.txt").read_text() == "years of work"
    assert beside(target) == []


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LauncherError, match="is no folder"):
        check_target(tmp_path / "file")


def test_a_failure_leaves_the_preview_of_before(target: Path) -> None:
    write(target, one="1")
    with pytest.raises(ZeroDivisionError):
        fail(target)
    assert (target / "recorded" / "one").read_text() == "1"
    assert beside(target) == []


def test_a_preview_that_is_too_large_is_not_written(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_BYTES", 10)
    with pytest.raises(LauncherError, match="would have"):
        write(target, one="more than ten bytes")
    assert not target.exists()
    assert beside(target) == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from launcher.previews.target import replacing
with replacing(Path(sys.argv[1])) as made:
    (made / "half").write_text("x")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_run_leaves_the_preview_of_before_and_the_next_one_clears_up(target: Path) -> None:
    write(target, one="1")
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(target)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert files_of(target) == {MARK, "recorded/one"}
    assert len(beside(target)) == 1
    write(target, one="2")
    assert (target / "recorded" / "one").read_text() == "2"
    assert beside(target) == []


def test_between_two_renames_nothing_is_lost(target: Path) -> None:
    """A run that was killed after it moved the old preview away, before the new one came."""
    write(target, one="1")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    target.rename(target.with_name(f".{target.name}-preview-{gone.pid}-before"))
    with pytest.raises(ZeroDivisionError):
        fail(target)
    assert (target / "recorded" / "one").read_text() == "1"
    assert beside(target) == []
