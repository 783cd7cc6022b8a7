"""Ports for servers of tests: nobody else's, neither another test's nor a connection's.

A port that was found free by binding it can be taken before the server has it, and again while a
killed server is away: by another test, or by the kernel for any outgoing connection. So these lie
below the ports from which Linux and macOS take those, and a lock keeps each of them for the life of
the process that asked.
"""

import fcntl
import os
import tempfile
from pathlib import Path

from launcher.errors import LauncherError
from launcher.running.ports import check_port

_FIRST, _COUNT = 20_000, 10_000
# Descriptors of locked files, open until the process ends.
_locks: list[int] = []


def reserved_port(host: str = "127.0.0.1") -> int:
    """Return a port that only this process uses, until it ends."""
    folder = Path(tempfile.gettempdir()) / f"sightline-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for step in range(_COUNT):
        # Processes begin to look at different places.
        number = _FIRST + (37 * os.getpid() + step) % _COUNT
        lock = _lock(folder / str(number))
        if lock is None:
            continue
        if _is_free(host, number):
            _locks.append(lock)
            return number
        os.close(lock)
    raise LauncherError("No port is free for a test", f"end what listens from {_FIRST} on")


def _lock(file: Path) -> int | None:
    lock = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _is_free(host: str, number: int) -> bool:
    try:
        check_port(host, number)
    except LauncherError:
        return False
    return True
