"""Backups, restores and the doctor by another user than the one whose folder it is.

Real processes: what this process may do as root says nothing about what a user may.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from launcher.layout import ROOT, Layout
from tests.launcher.backups.conftest import add_row, make_folder, rows

NOBODY = 65534
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")


@pytest.fixture
def layout(server_folder: Path) -> Layout:
    """Somebody's data folder, where every user can reach it."""
    made = make_folder(server_folder / "var")
    _give(made.data)
    return made


def _give(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)


@cache
def _python(user: int) -> str:
    """Return a Python that a user may run: a virtual environment may lie in a private folder."""
    too_old, unseen = "sys.version_info < (3, 11)", f"not os.path.exists({str(ROOT)!r})"
    works = ["-c", f"import sys, os; sys.exit({too_old} or {unseen})"]
    for place in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        try:
            done = subprocess.run(
                [place, *works], check=False, user=user, group=user, extra_groups=[], cwd="/"
            )
        except OSError:
            continue
        if done.returncode == 0:
            return place
    pytest.skip("no Python and no checkout here that another user may use")


def _run(*words: str | Path, user: int = 0, limit: int = 0) -> tuple[int, str]:
    """Run the start script; return its exit code and all that it says."""
    command = [_python(user), "-B", str(ROOT / "sightline"), *map(str, words)]
    if limit:
        command = ["prlimit", f"--fsize={limit}", *command]
    env = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        env=env,
        user=user,
        group=user,
        extra_groups=[],
        umask=0o077,
    )
    text = done.stdout + done.stderr
    assert "Traceback" not in text, text
    return done.returncode, text


def _strangers(layout: Layout) -> list[Path]:
    return [path for path in layout.data.rglob("*") if path.lstat().st_uid != NOBODY]


def test_what_root_does_in_a_folder_belongs_to_its_user(
    layout: Layout, server_folder: Path
) -> None:
    file = server_folder / "backup.tar.gz"
    assert _run("backup", file, "--data", layout.data)[0] == 0
    assert _strangers(layout) == []
    add_row(layout, 2)
    _give(layout.data)
    assert _run("restore", file, "--data", layout.data)[0] == 0
    assert _strangers(layout) == []
    assert rows(layout.database) == [1]
    _run("doctor", "--data", layout.data)
    assert _strangers(layout) == []
    (kept,) = layout.data.glob("before-restore-*")
    code, text = _run("restore", kept, "--data", layout.data, user=NOBODY)
    assert code == 0, text
    assert rows(layout.database) == [1, 2]


def test_a_second_link_to_a_file_of_root_is_not_given_away(
    layout: Layout, server_folder: Path
) -> None:
    mine = server_folder / "mine"
    mine.write_text("of root")
    os.link(mine, layout.data / "models" / "link")
    (layout.data / "models" / "to").symlink_to(mine)
    _run("backup", server_folder / "backup.tar.gz", "--data", layout.data)
    assert mine.stat().st_uid == 0


def test_somebody_elses_folder_and_backup_are_refused_for_that(
    layout: Layout, server_folder: Path
) -> None:
    file = server_folder / "backup.tar.gz"
    _run("backup", file, "--data", layout.data)
    code, text = _run("restore", file, "--data", layout.data, user=NOBODY)
    assert (code, "this user may not use it" in text, str(file) in text) == (1, True, True)
    (server_folder / "mine").mkdir()
    os.chown(server_folder / "mine", NOBODY, NOBODY)
    other = make_folder(server_folder / "other")
    other.data.chmod(0o700)
    for words in (("backup", server_folder / "mine" / "b.tar.gz"), ("restore", file)):
        code, text = _run(*words, "--data", other.data, user=NOBODY)
        assert (code, str(other.data) in text) == (1, True), text
    code, text = _run("doctor", "--data", other.data, user=NOBODY)
    assert (code, "!! Data folder" in text) == (1, True)
    assert "problems found." in text, "one check ended the others"


def test_secrets_that_cannot_be_read_are_named(layout: Layout, server_folder: Path) -> None:
    (server_folder / "mine").mkdir()
    os.chown(server_folder / "mine", NOBODY, NOBODY)
    file = server_folder / "mine" / "b.tar.gz"
    secrets = layout.data / "secrets.json"
    secrets.chmod(0)
    code, text = _run("backup", file, "--data", layout.data, user=NOBODY)
    assert (code, f"this user may not use it ({secrets})" in text) == (1, True), text
    code, text = _run("doctor", "--data", layout.data, user=NOBODY)
    assert f"!! Secrets: {secrets} cannot be used, because this user may not use it" in text
    secrets.unlink()
    secrets.mkdir()
    for words in (("backup", file), ("doctor",)):
        code, text = _run(*words, "--data", layout.data, user=NOBODY)
        assert (code, "cannot be used (it is no file)" in text) == (1, True), text
    assert not file.exists()


def test_a_folder_that_is_for_reading_only(layout: Layout, server_folder: Path) -> None:
    """The backup is refused for the folder or made; what it says is the cause."""
    (server_folder / "mine").mkdir()
    os.chown(server_folder / "mine", NOBODY, NOBODY)
    layout.data.chmod(0o500)
    layout.run.chmod(0o500)
    file = server_folder / "mine" / "b.tar.gz"
    code, text = _run("backup", file, "--data", layout.data, user=NOBODY)
    assert (code, "may not write it or its folder" in text) == (1, True), text
    code, text = _run("doctor", "--data", layout.data, user=NOBODY)
    assert f"!! Data folder: The data folder {layout.data} cannot be written" in text
    assert "problems found." in text
    layout.data.chmod(0o700)
    layout.run.chmod(0o700)
    layout.logs.chmod(0o500)
    code, text = _run("doctor", "--data", layout.data, user=NOBODY)
    assert f"({layout.logs}" in text


def test_a_backup_that_cannot_be_remembered_is_made(layout: Layout, server_folder: Path) -> None:
    (server_folder / "mine").mkdir()
    os.chown(server_folder / "mine", NOBODY, NOBODY)
    layout.run.chmod(0o500)
    file = server_folder / "mine" / "b.tar.gz"
    code, text = _run("backup", file, "--data", layout.data, user=NOBODY)
    assert (code, file.is_file()) == (0, True), text


def test_a_limit_on_files_is_no_fault_of_the_disk(layout: Layout, server_folder: Path) -> None:
    (layout.data / "models" / "large").write_bytes(os.urandom(300_000))
    for limit in (4_096, 100_000):
        code, text = _run("backup", server_folder / "b.tar.gz", "--data", layout.data, limit=limit)
        assert (code, "'ulimit -f'" in text) == (1, True), text
    assert list(server_folder.glob("*.gz")) == []


@pytest.mark.skipif(shutil.which("mount") is None, reason="makes a small disk")
def test_a_full_disk_is_named_and_leaves_nothing(layout: Layout, server_folder: Path) -> None:
    (layout.data / "models" / "large").write_bytes(os.urandom(2_000_000))
    disk = server_folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        code, text = _run("backup", disk / "b.tar.gz", "--data", layout.data)
        assert (code, "the disk is full" in text) == (1, True), text
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)
