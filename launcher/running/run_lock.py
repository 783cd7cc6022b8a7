"""One running product per data folder: a lock that the kernel drops when its holder dies."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from launcher.errors import LauncherError
from launcher.layout import Layout


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs on a data folder; `run_id` marks every process of that run."""

    pid: int
    port: int
    run_id: str
    started: float


NO_PORT = 0
"""Of a holder that serves nothing: a restore."""


def lock_file(layout: Layout) -> Path:
    """The lock of a data folder."""
    return layout.run / "sightline.lock"


def read_holder(layout: Layout) -> Holder | None:
    """Who wrote the lock file last, dead or alive; None when it is empty or broken."""
    try:
        return Holder(**json.loads(lock_file(layout).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def is_held(layout: Layout) -> bool:
    """Whether a product runs on the data folder now."""
    try:
        with lock_file(layout).open("r+") as file:
            return not _try_lock(file)
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def hold(layout: Layout, *, port: int, run_id: str) -> Iterator[Holder | None]:
    """Hold the lock while the block runs; gives the holder that died without letting go, if any."""
    with lock_file(layout).open("a+") as file:
        if not _try_lock(file):
            raise _taken(layout)
        previous = read_holder(layout)
        _write(file, Holder(os.getpid(), port, run_id, time.time()))
        try:
            yield previous
        finally:
            # A holder that was killed does not come here: its mark stays for the next start.
            _write(file, None)


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(file: IO[str], holder: Holder | None) -> None:
    file.seek(0)
    file.truncate()
    if holder is not None:
        file.write(json.dumps(asdict(holder)))
    file.flush()


def _taken(layout: Layout) -> LauncherError:
    holder = read_holder(layout)
    if holder is not None and holder.port == NO_PORT:
        return LauncherError(f"A restore is changing {layout.data}", "let it end and start again")
    where = f" at http://127.0.0.1:{holder.port} (process {holder.pid})" if holder else ""
    return LauncherError(
        f"Sightline already runs on {layout.data}{where}",
        "use it, stop it with Ctrl-C, or choose another folder with --data DIR",
    )
