"""The thread beside a running job: renews its lease and ends what will not end by itself."""

import os
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Final, Self

import structlog
from django.db import DatabaseError, connection

from apps.jobs.leases import lifecycle
from apps.jobs.problems import overdue_document
from apps.jobs.timing import BEAT_S, DEADLINE_GRACE, DRAIN
from apps.jobs.types import LeaseLostError
from celery_worker.recorder import RowRecorder
from celery_worker.shutdown import draining_since

log = structlog.get_logger(__name__)

EXIT_ENDED: Final = 75
"""Exit code of a process that ended itself to end a job; the supervisor starts a new one."""
_LOOK_S: Final = 1.0


def end_process() -> None:
    """End this process at once, whatever its main thread is doing."""
    os._exit(EXIT_ENDED)


class Attendant:
    """Watches one attempt from its own thread until the attempt's end is written."""

    def __init__(
        self,
        recorder: RowRecorder,
        *,
        beat_s: float = BEAT_S,
        end: Callable[[], None] = end_process,
    ) -> None:
        self._recorder = recorder
        self._claim = recorder.claim
        self._beat_s = beat_s
        self._end = end
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="attendant", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        next_beat = monotonic() + self._beat_s
        try:
            while not self._over.wait(min(_LOOK_S, self._beat_s)):
                if monotonic() >= next_beat:
                    next_beat = monotonic() + self._beat_s
                    self._beat()
                self._end_if_stuck()
        finally:
            connection.close()

    def _beat(self) -> None:
        try:
            self._recorder.flush()
            lifecycle.renew(self._claim)
        except LeaseLostError:
            self._recorder.lost.set()
        except DatabaseError as error:
            # The lease outlives three missed beats; the database may be back by then.
            log.warning("beat_missed", job=str(self._claim.job_id), error=str(error))
        finally:
            connection.close()

    def _end_if_stuck(self) -> None:
        """End the process when work ignores its deadline or a shutdown for too long."""
        if monotonic() > self._recorder.deadline + DEADLINE_GRACE.total_seconds():
            self._end_after(self._fail_overdue)
        since = draining_since()
        if since is not None and monotonic() > since + DRAIN.total_seconds():
            self._end_after(self._hand_back)

    def _end_after(self, settle: Callable[[], None]) -> None:
        try:
            settle()
        except LeaseLostError:
            if self._over.is_set():
                return  # the work came to its end just now
        except DatabaseError as error:
            log.warning("end_not_written", job=str(self._claim.job_id), error=str(error))
        log.error("process_ended_to_stop_a_job", job=str(self._claim.job_id))
        self._end()

    def _fail_overdue(self) -> None:
        lifecycle.fail(self._claim, overdue_document(self._claim.kind.deadline_s), again=False)

    def _hand_back(self) -> None:
        lifecycle.hand_back(self._claim)
