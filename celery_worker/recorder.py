"""Signs of life of a running job on their way into its row, at most a few a second."""

import threading
from time import monotonic
from typing import Final

import structlog
from django.db import DatabaseError

from apps.jobs.leases import lifecycle
from apps.jobs.timing import PROGRESS_S
from apps.jobs.types import (
    EventName,
    JobCancelled,
    JobHandedBackError,
    JobOverdueError,
    LeaseLostError,
)
from celery_worker.shutdown import draining_since

log = structlog.get_logger(__name__)

_CHECK_S: Final = 0.5
_MAX_LINES: Final = 200
"""Lines that one attempt may add to its timeline; what is past that is only logged."""


class RowRecorder:
    """Writes steps and lines at once, progress damped; used by the work and by its attendant."""

    def __init__(self, claim: lifecycle.Claim) -> None:
        self.claim = claim
        self.lost = threading.Event()
        self.deadline = monotonic() + claim.kind.deadline_s
        self._lock = threading.RLock()
        self._progress, self._step, self._message = 0.0, "", ""
        self._unwritten = False
        self._wrote_at = self._checked_at = monotonic()
        self._lines = 0
        self._cancel = False

    def step(self, index: int, message: str) -> None:
        """Note that a step begins; progress is at least the share of the steps before it."""
        with self._lock:
            names = self.claim.steps
            self._step = names[index] if index < len(names) else f"Step {index + 1}"
            self._message = message
            self._progress = max(self._progress, index / max(len(names), index + 1))
            self._write("step", message or self._step)

    def progress(self, fraction: float, message: str) -> None:
        """Note how far the job is; most calls only remember."""
        with self._lock:
            self._progress, self._message = fraction, message or self._message
            self._unwritten = True
            if monotonic() - self._wrote_at >= PROGRESS_S:
                self._write()

    def log(self, message: str) -> None:
        """Add a line to the timeline."""
        with self._lock:
            self._write("log", message)

    def flush(self) -> None:
        """Write what was only remembered."""
        with self._lock:
            if self._unwritten:
                self._write()

    def check(self) -> None:
        """Raise the reason to stop, if there is one; asks the row twice a second at most."""
        if self.lost.is_set():
            raise LeaseLostError(str(self.claim.job_id))
        if monotonic() >= self.deadline:
            raise JobOverdueError(str(self.claim.job_id))
        if draining_since() is not None:
            raise JobHandedBackError(str(self.claim.job_id))
        if self._cancel or self._asked_to_cancel():
            raise JobCancelled

    def _asked_to_cancel(self) -> bool:
        if monotonic() - self._checked_at < _CHECK_S:
            return False
        self._checked_at = monotonic()
        try:
            return lifecycle.cancel_requested(self.claim)
        except DatabaseError as error:
            log.warning("cancel_check_missed", job=str(self.claim.job_id), error=str(error))
            return False

    def _write(self, event: EventName | None = None, line: str = "") -> None:
        if event is not None:
            self._lines += 1
            log.info("job_line", job=str(self.claim.job_id), line=line)
        self._unwritten, self._wrote_at = False, monotonic()
        try:
            self._cancel = lifecycle.record(
                self.claim,
                progress=self._progress,
                step=self._step,
                message=self._message,
                event=event if self._lines <= _MAX_LINES else None,
                line=line,
            )
        except LeaseLostError:
            self.lost.set()
        except DatabaseError as error:
            # Progress is for people; the work itself must not die of it.
            log.warning("progress_not_written", job=str(self.claim.job_id), error=str(error))
