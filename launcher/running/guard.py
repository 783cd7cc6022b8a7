"""Ties a program's life to its supervisor's: ``guard.py SUPERVISOR_PID COMMAND...``.

On Linux the kernel ends the program when its supervisor dies, by ``kill -9`` too. A wrapper
does it and not ``preexec_fn``: code between fork and exec can hang in a process with threads.
Elsewhere the warden (warden.py) alone does this work.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def tie_to_parent(parent: int) -> None:
    """Ask the kernel for SIGKILL when the parent dies; leave at once when it already has."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        sys.stderr.write(f"guard: prctl failed: {os.strerror(ctypes.get_errno())}\n")
    if os.getppid() != parent:
        sys.exit(1)


def main() -> None:
    """Become the program."""
    tie_to_parent(int(sys.argv[1]))
    command = sys.argv[2:]
    try:
        os.execvp(command[0], command)  # noqa: S606  that is its whole purpose
    except OSError as error:
        sys.stderr.write(f"{command[0]} cannot be started: {error.strerror}\n")
        sys.exit(127)


if __name__ == "__main__":
    main()
