"""`kill -9` during an installation: nothing goes on running, and the next start repairs it."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher import environment
from launcher.errors import LauncherError
from launcher.install.install_lock import installing
from launcher.layout import ROOT, Layout
from launcher.running.leftovers import MARK, marked_processes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

# An installer that starts others, as npm and pip do, and the launcher that runs it.
_INSTALLER = """
import os
from pathlib import Path
from launcher.command import run_logged
run_logged(["sh", "-c", "sleep 600 & sleep 600; true"], cwd=Path.cwd(), env=os.environ)
"""
# One that leaves its group, which only its mark can find.
_HOLDER = """
import subprocess, sys, time
from pathlib import Path
from launcher.install.install_lock import installing
from launcher.layout import Layout
layout = Layout(data=Path(sys.argv[1]) / "var", root=Path(sys.argv[1]))
with installing(layout, "the packages"):
    subprocess.Popen(["sleep", "600"], start_new_session=True)
    print("ready", flush=True)
    time.sleep(600)
"""


def eventually(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def sleepers(run_id: str) -> list[int]:
    def is_sleep(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"sleep\0")
        except OSError:
            return False

    return [pid for pid in marked_processes(run_id) if is_sleep(pid)]


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(data=tmp_path / "var", root=tmp_path)


def test_what_an_installer_started_ends_with_the_launcher() -> None:
    run_id = uuid.uuid4().hex
    launcher = subprocess.Popen(
        [sys.executable, "-c", _INSTALLER], cwd=ROOT, env={**os.environ, MARK: run_id}
    )
    try:
        assert eventually(lambda: len(sleepers(run_id)) == 2)
    finally:
        launcher.send_signal(signal.SIGKILL)
        launcher.wait()
    assert eventually(lambda: marked_processes(run_id) == [])


def test_the_next_start_ends_what_is_left_and_knows_what_was_cut_off(layout: Layout) -> None:
    run_id = uuid.uuid4().hex
    command = [sys.executable, "-c", _HOLDER, str(layout.root)]
    env = {**os.environ, MARK: run_id}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ready\n"
        holder.kill()
    assert len(sleepers(run_id)) == 1
    with installing(layout, "the packages") as cut_off:
        assert cut_off
        assert eventually(lambda: sleepers(run_id) == [])
    with installing(layout, "the packages") as cut_off:
        assert not cut_off


def test_two_starts_install_one_after_the_other(layout: Layout) -> None:
    command = [sys.executable, "-c", _HOLDER, str(layout.root)]
    with installing(layout, "the packages"):
        second = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert second.stdout is not None
        assert second.stdout.readline() == b"  Another start installs just now; waiting for it.\n"
        assert second.poll() is None
    try:
        assert second.stdout.readline() == b"ready\n"
    finally:
        second.kill()
        second.wait()
        second.stdout.close()
        # Ends the sleeper, too.
        with installing(layout, "the packages"):
            pass


@pytest.mark.parametrize(
    ("failure", "expected"), [(LauncherError("a", "b"), False), (KeyboardInterrupt(), True)]
)
def test_only_an_end_in_the_middle_counts_as_cut_off(
    layout: Layout, failure: BaseException, expected: bool
) -> None:
    with pytest.raises(type(failure)), installing(layout, "the packages"):
        raise failure
    with installing(layout, "the packages") as cut_off:
        assert cut_off is expected


@pytest.mark.slow
def test_an_environment_with_half_a_package_is_made_anew(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (environment.TOOLS, environment.PRODUCT, environment.TORCH):
        (layout.root / name).write_text("torch==2.13.0\n")

    def cut_off(*_: object) -> None:
        (layout.site_packages / "half.py").write_text("def f(")
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "_ensure_uv", lambda _: None)
    monkeypatch.setattr(environment, "ensure_torch", lambda *_: None)
    monkeypatch.setattr(environment, "install_locked", cut_off)
    with pytest.raises(KeyboardInterrupt):
        environment.ensure_environment(layout)
    half = layout.site_packages / "half.py"
    assert half.exists()
    monkeypatch.setattr(environment, "install_locked", lambda *_: None)
    environment.ensure_environment(layout)
    assert not half.exists()
    assert environment.is_installed(layout)
