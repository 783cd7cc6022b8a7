"""The supervisor with real processes: restarts, draining, and nothing left behind."""

import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher.running.processes import FIRST, ProcessSpec
from launcher.running.supervisor import Supervisor

ROOT = Path(__file__).resolve().parent.parent.parent
LOG = logging.getLogger("tests.supervisor")


def python(name: str, code: str) -> ProcessSpec:
    """A process that runs some Python."""
    return ProcessSpec(name, (sys.executable, "-c", textwrap.dedent(code)), stage=FIRST)


def supervisor(*specs: ProcessSpec) -> Supervisor:
    return Supervisor(specs, root=ROOT, env=dict(os.environ), log=LOG)


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    return state != "Z"


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(autouse=True)
def _signals_restored() -> object:
    saved = {number: signal.getsignal(number) for number in (2, 15, 1)}
    yield
    for number, handler in saved.items():
        signal.signal(number, handler)


def test_a_killed_process_is_started_again() -> None:
    with supervisor(python("sleeper", "import time; time.sleep(60)")) as running:
        running.start(FIRST)
        child = running.children[0]
        first = child.pid
        os.kill(first, signal.SIGKILL)
        assert running.run_until(lambda: child.is_running and child.pid != first, seconds=10)
        assert child.crashes == 1


def test_the_pauses_grow_to_thirty_seconds() -> None:
    child = supervisor(python("any", "")).children[0]
    pauses = []
    for child.crashes in range(1, 8):
        pauses.append(child.pause)
    assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_a_process_drains_before_it_ends(tmp_path: Path) -> None:
    drained = tmp_path / "drained"
    code = f"""
        import signal, sys, time, pathlib
        def drain(*_):
            time.sleep(0.5); pathlib.Path({str(drained)!r}).touch(); sys.exit(0)
        signal.signal(signal.SIGTERM, drain)
        pathlib.Path({str(tmp_path / "ready")!r}).touch()
        time.sleep(60)
    """
    with supervisor(python("drainer", code)) as running:
        running.start(FIRST)
        assert running.run_until((tmp_path / "ready").exists, seconds=10)
    assert drained.exists()


def test_a_process_that_ignores_the_signal_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("launcher.running.supervisor.DRAIN_SECONDS", 0.5)
    note = tmp_path / "pids"
    code = f"""
        import os, pathlib, signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        pathlib.Path({str(note)!r}).write_text(f"{{os.getpid()}} {{child.pid}}\\n")
        time.sleep(60)
    """
    with supervisor(python("stubborn", code)) as running:
        running.start(FIRST)
        assert running.run_until(lambda: note.exists() and "\n" in note.read_text(), seconds=10)
    pids = [int(word) for word in note.read_text().split()]
    assert eventually(lambda: not any(map(exists, pids)))


_PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(f"{os.getpid()} {child.pid}\\n")
time.sleep(60)
"""
_SUPERVISOR = """
import logging, os, sys
from pathlib import Path
from launcher.running.processes import FIRST, ProcessSpec
from launcher.running.supervisor import Supervisor
spec = ProcessSpec("parent", (sys.executable, "-c", sys.argv[2], sys.argv[1]), stage=FIRST)
with Supervisor([spec], root=Path.cwd(), env=os.environ, log=logging.getLogger("x")) as running:
    running.start(FIRST)
    running.run()
"""


def test_kill_9_of_the_supervisor_leaves_no_process(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    command = [sys.executable, "-c", _SUPERVISOR, str(note), _PARENT]
    killed = subprocess.Popen(command, cwd=ROOT)
    assert eventually(lambda: note.exists() and "\n" in note.read_text())
    killed.kill()
    killed.wait()
    pids = [int(word) for word in note.read_text().split()]
    assert len(pids) == 2
    assert eventually(lambda: not any(map(exists, pids)))


def test_the_warden_is_started_again_when_it_is_killed() -> None:
    with supervisor(python("sleeper", "import time; time.sleep(60)")) as running:
        running.start(FIRST)
        warden = running.warden._process
        warden.kill()
        warden.wait()
        assert running.run_until(lambda: running.warden._process.poll() is None, seconds=5)
        assert running.warden._process is not warden
