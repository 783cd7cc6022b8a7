"""A restore that is killed at any of its steps leaves the old state, and the next one works."""

import subprocess
import sys
from pathlib import Path

import pytest

from launcher.backups.backup import backup
from launcher.backups.restore import finish_interrupted, restore
from launcher.backups.swap import is_interrupted
from launcher.checks import diagnoses
from launcher.errors import LauncherError
from launcher.layout import ROOT, Layout
from tests.launcher.backups.conftest import add_row, rows, state

# Dies as by `kill -9` in front of the n-th rename, that of the journal included.
_KILLED = """
import os, signal, sys
from pathlib import Path
from launcher.backups.restore import restore
from launcher.layout import Layout
left = int(sys.argv[3])
def counted(event, arguments):
    global left
    if event == "os.rename" and str(arguments[0]).startswith(sys.argv[1]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(counted)
restore(Layout(data=Path(sys.argv[1])), Path(sys.argv[2]), env={})
"""


def kill_at(layout: Layout, file: Path, rename: int) -> int:
    command = [sys.executable, "-c", _KILLED, str(layout.data), str(file), str(rename)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def test_every_moment_of_a_kill_leaves_the_old_state(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "file"
    backup(layout, file, env={})
    add_row(layout, 2)
    (layout.data / "features").mkdir()
    (layout.data / "features" / "f").write_bytes(b"not in the backup")
    old, killed, moved = state(layout), 0, 0
    while (status := kill_at(layout, file, killed + 1)) != 0:
        assert status == -9
        killed += 1
        if is_interrupted(layout):
            moved += 1
            with pytest.raises(LauncherError, match="interrupted"):
                diagnoses.database(layout)
            with pytest.raises(LauncherError, match="interrupted"):
                backup(layout, tmp_path / "other", env={})
        finish_interrupted(layout, "")
        assert state(layout) == old, killed
        assert not list(layout.data.glob("before-restore-*"))
        assert not (layout.data / ".restore").exists()
    # Out and in: the database, models, secrets; out only: features, which the backup lacks.
    assert moved >= 7
    assert rows(layout.database) == [1]


def test_a_failure_in_the_middle_is_undone_at_once(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    backup(layout, file, env={})
    add_row(layout, 2)
    old, rename = state(layout), Path.rename

    def fail_at_secrets(self: Path, target: Path | str) -> Path:
        if self.name == "secrets.json" and ".restore" in str(self):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_at_secrets)
    with pytest.raises(KeyboardInterrupt):
        restore(layout, file, env={})
    assert state(layout) == old
    assert not is_interrupted(layout)
