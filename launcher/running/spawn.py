"""Starting a program so that it cannot outlive the launcher."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

Process = subprocess.Popen[bytes]
_GUARD = Path(__file__).resolve().parent / "guard.py"


def guarded(command: Sequence[str]) -> list[str]:
    """The command behind the guard that ties its life to this process (see guard.py)."""
    return [sys.executable, "-I", "-S", str(_GUARD), str(os.getpid()), *command]


def spawn(command: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> Process:
    """Start a program in its own session with its output on one pipe.

    Its own session makes it the leader of a process group: Ctrl-C in the terminal reaches only
    the launcher, and the launcher can end the program with everything that it started.
    """
    return subprocess.Popen(  # noqa: S603  commands are built here, never from outside
        guarded(command),
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def end_group(process_id: int, signal_number: int) -> None:
    """Signal a whole process group; one that is already gone is fine."""
    try:
        os.killpg(process_id, signal_number)
    except (ProcessLookupError, PermissionError):
        # macOS answers "not permitted" for a group of which only zombies are left.
        return
