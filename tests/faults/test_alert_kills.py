"""Whoever observes is killed again and again: each firing is one event, none lost, none double."""

import time
from pathlib import Path
from random import Random

import pytest

from tests.faults.crew import Crew
from tests.servers.fork_server import Forked

VALUES, KILLS = 600, 6

pytestmark = [pytest.mark.faults, pytest.mark.slow]


def test_each_firing_is_exactly_one_event(crew: Crew, server_folder: Path) -> None:
    random = Random(20261121)
    crew.ask("make_rule")
    mark = server_folder / "mark"
    command = ("-m", "tests.faults.alert_observer", str(VALUES), str(mark))
    for kill in range(KILLS + 1):
        process = crew.run(*command)
        if kill == KILLS:
            assert process.wait(300) == 0
            break
        _await_start(process, mark)
        time.sleep(random.uniform(0.1, 1.2))
        process.kill()
        process.wait()
    events = crew.ask("events")
    assert events == [f"1s:{number}" for number in range(0, VALUES, 5)]


def _await_start(process: Forked, mark: Path) -> None:
    """Wait until the new process has looked at something of its own, or has ended."""
    before = mark.stat().st_mtime_ns if mark.exists() else 0
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if mark.exists() and mark.stat().st_mtime_ns != before:
            return
        time.sleep(0.02)
