"""Ending what a killed run may have left: processes that carry that run's mark.

The guard and the warden leave nothing in ordinary cases; this heals the rest, e.g. when both
were killed together. Only the mark decides, never a name or a remembered process id, which
may by now be someone else's.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

MARK = "SIGHTLINE_RUN_ID"


def marked_processes(run_id: str) -> list[int]:
    """Ids of this user's processes whose environment has the run's mark."""
    mark = f"{MARK}={run_id}"
    if sys.platform != "linux":
        return _listed(mark)
    return [pid for pid, text in _linux_environments() if mark.encode() in text.split(b"\0")]


def _listed(mark: str) -> list[int]:
    listing = subprocess.run(
        ["/bin/ps", "-Eww", "-x", "-o", "pid=,command="],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return [int(line.split()[0]) for line in listing.splitlines() if mark in line.split()]


def _linux_environments() -> Iterator[tuple[int, bytes]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            # Others' processes may not be read, and any may end meanwhile.
            with contextlib.suppress(OSError):
                yield int(folder.name), (folder / "environ").read_bytes()


def end_leftovers(run_id: str) -> int:
    """Kill them; returns how many there were."""
    found = marked_processes(run_id)
    for pid in found:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    return len(found)
