"""A worker that has grown and has nothing to do starts anew, which gives its memory back.

A job of training or optimisation loads libraries and fills heaps that Python cannot return: 300 to
700 MB that would stay for days beside 100 of a fresh worker. Only an idle worker does it, so no job
pays for it but the next one, which loads its library again (one or two seconds).
"""

import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Final

import structlog
from celery.signals import celeryd_after_setup

from celery_worker.shutdown import draining_since

log = structlog.get_logger(__name__)

LARGE_MB: Final = 250
"""A worker that has done small jobs only stays below it."""
IDLE_S: Final = 120.0
_LOOK_S: Final = 10.0
_STATM: Final = Path("/proc/self/statm")


class Idleness:
    """Since when this worker has had nothing to do; None while it works or before its first job."""

    def __init__(self) -> None:
        self._since: float | None = None

    @contextmanager
    def interrupted(self) -> Iterator[None]:
        """Count the block as work."""
        self._since = None
        try:
            yield
        finally:
            self._since = monotonic()

    def seconds(self) -> float:
        """Return how long; 0 while it works or before its first job."""
        since = self._since
        return 0.0 if since is None else monotonic() - since


idleness = Idleness()


def connect() -> None:
    """Watch from a thread, once a worker is set up."""
    celeryd_after_setup.connect(_start, weak=False)


def resident_mb() -> float:
    """Return the memory that this process holds; its peak where the system does not report it."""
    if _STATM.exists():
        pages = int(_STATM.read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def is_due(*, idle_s: float, resident: float) -> bool:
    """Return whether a worker should start anew."""
    return idle_s >= IDLE_S and resident > LARGE_MB


def _start(sender: str, **_: Any) -> None:
    threading.Thread(target=_watch, args=(sender,), name="recycling", daemon=True).start()


def _watch(name: str) -> None:
    pause = threading.Event()
    while draining_since() is None:
        pause.wait(_LOOK_S)
        idle_s, resident = idleness.seconds(), resident_mb()
        if is_due(idle_s=idle_s, resident=resident):
            log.info("worker_starts_anew", worker=name, idle_s=round(idle_s), mb=round(resident))
            # As a supervisor stops it: a job that comes this moment is handed back.
            os.kill(os.getpid(), signal.SIGTERM)
            return
