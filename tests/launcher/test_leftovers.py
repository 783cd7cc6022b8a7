"""Processes of a killed run are found by their mark and by nothing else."""

import os
import subprocess
import sys
import uuid

from launcher.running.leftovers import MARK, end_leftovers, marked_processes


def test_only_marked_processes_are_ended() -> None:
    run_id = uuid.uuid4().hex
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    marked = subprocess.Popen(sleep, env={**os.environ, MARK: run_id})
    other = subprocess.Popen(sleep, env={**os.environ, MARK: run_id + "0"})
    try:
        assert marked_processes(run_id) == [marked.pid]
        assert end_leftovers(run_id) == 1
        assert marked.wait(5) < 0
        assert other.poll() is None
    finally:
        for process in (marked, other):
            process.kill()
            process.wait()
