"""A large worker starts anew once it has nothing to do."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from celery_worker import recycling
from celery_worker.recycling import IDLE_S, LARGE_MB, Idleness, is_due, resident_mb

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("idle_s", "resident", "due"),
    [
        (IDLE_S, LARGE_MB + 1, True),
        (IDLE_S, LARGE_MB, False),
        (IDLE_S - 1, 10 * LARGE_MB, False),
        (0.0, 10 * LARGE_MB, False),
    ],
)
def test_only_a_large_and_idle_one(idle_s: float, resident: float, due: bool) -> None:
    assert is_due(idle_s=idle_s, resident=resident) is due


def test_it_is_not_idle_before_its_first_job_nor_during_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moment = [1_000.0]
    monkeypatch.setattr(recycling, "monotonic", lambda: moment[0])
    idleness = Idleness()
    moment[0] += 500
    assert idleness.seconds() == 0
    with idleness.interrupted():
        moment[0] += 500
        assert idleness.seconds() == 0
    moment[0] += 7
    assert idleness.seconds() == 7


def test_work_that_fails_ends_the_interruption() -> None:
    idleness = Idleness()
    with pytest.raises(ValueError, match="broken"), idleness.interrupted():
        raise ValueError("broken")
    assert idleness._since is not None


def test_what_is_measured_grows_with_what_is_held() -> None:
    before = resident_mb()
    held = bytearray(os.urandom(1024)) * (64 * 1024)
    assert 50 < resident_mb() - before < 80
    del held


def test_the_watch_ends_the_process_as_a_supervisor_does() -> None:
    script = """
        import signal, sys, time
        from celery_worker import recycling
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        recycling._LOOK_S, recycling.IDLE_S, recycling.LARGE_MB = 0.05, 0.2, 1
        with recycling.idleness.interrupted():
            recycling._start("w")
            time.sleep(0.5)
        print("worked", flush=True)
        time.sleep(20)
        sys.exit(3)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "worked" in done.stdout
    assert "worker_starts_anew" in done.stdout
