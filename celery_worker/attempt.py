"""One attempt of a job, from the claim to its end."""

import os
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

import structlog

from apps.core.errors import ProblemError
from apps.core.outbound.pauses import retry_after_s
from apps.instruments.market_clock import as_of, read_anew
from apps.jobs.fairness.shares import enqueue_deferred
from apps.jobs.fairness.turns import claim_next
from apps.jobs.leases import lifecycle
from apps.jobs.problems import defect_document, overdue_document, refusal_document
from apps.jobs.types import (
    JobCancelled,
    JobContext,
    JobHandedBackError,
    JobOutcome,
    JobOverdueError,
    LeaseLostError,
    Queue,
)
from celery_worker.attendant import Attendant
from celery_worker.recorder import RowRecorder
from celery_worker.recycling import idleness

log = structlog.get_logger(__name__)
Work = Callable[[JobContext], JobOutcome[object]]


def worker_name() -> str:
    """Return who claims: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def attempt(job_id: UUID, work: Work) -> None:
    """Claim the job, do the work and write its end; do nothing when there is nothing to claim."""
    held = lifecycle.claim(job_id=job_id, worker=worker_name())
    if held is not None:
        _attempt(held, work)


def attempt_next(job_id: UUID, queue: Queue, work_for: Callable[[str], Work]) -> None:
    """Do the job of a queue whose turn it is, by the work of its own task.

    Parameters
    ----------
    job_id : UUID
        Which job the broker's message names.
    queue : {"default", "ingest", "ml"}
        Where the message came from.
    work_for : callable
        Returns the work of a task by its name.
    """
    held = claim_next(job_id=job_id, queue=queue, worker=worker_name())
    if held is not None:
        _attempt(held, work_for(held.kind.task))
        if held.kind.long:
            enqueue_deferred(queue=queue, owner_id=held.owner_id)


def _attempt(held: lifecycle.Claim, work: Work) -> None:
    recorder = RowRecorder(held)
    context = JobContext(held.job_id, held.owner_id, held.params, held.steps, recorder)
    with idleness.interrupted(), Attendant(recorder), _market_of(held):
        try:
            _do(held, context, work)
        except LeaseLostError:
            log.warning("lease_lost", job=str(held.job_id), attempt=held.attempt)


def _market_of(held: lifecycle.Claim) -> AbstractContextManager[None]:
    """Return the market as the question takes it: of the past that it names, else the present."""
    read_anew()
    return nullcontext() if held.as_of is None else as_of(held.as_of)


def _do(held: lifecycle.Claim, context: JobContext, work: Work) -> None:
    try:
        lifecycle.finish(held, work(context))
    except LeaseLostError:
        raise
    except JobCancelled as stop:
        lifecycle.cancel(held, str(stop))
    except JobHandedBackError:
        lifecycle.hand_back(held)
    except JobOverdueError:
        lifecycle.fail(held, overdue_document(held.kind.deadline_s), again=False)
    except ProblemError as problem:
        wait_s = retry_after_s(problem.headers.get("Retry-After")) or 0.0
        lifecycle.fail(held, problem.document(), again=problem.retryable, wait_s=wait_s)
    except Exception as error:
        if refusal := refusal_document(error):
            return lifecycle.fail(held, refusal, again=False)
        # Whatever a library throws: the row must learn of it, the log keeps the trace.
        log.exception("job_failed", job=str(held.job_id), kind=held.kind.name)
        lifecycle.fail(held, defect_document(), again=held.kind.retryable)
