"""What a worker may do to a row. Every write is guarded by the fence it got with its claim."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from apps.core.clock import now
from apps.core.json import JsonObject, plain
from apps.jobs import kinds
from apps.jobs.announce import note
from apps.jobs.mappers import job_changed
from apps.jobs.models import Job
from apps.jobs.problems import lost_document
from apps.jobs.queue.dispatch import enqueue_on_commit
from apps.jobs.timing import LEASE, RETRY
from apps.jobs.types import EventName, JobOutcome, LeaseLostError, State
from apps.realtime.publish import publish


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do one attempt of a job, as long as the fence stands."""

    job_id: UUID
    fence: int
    attempt: int
    kind: kinds.JobKind
    owner_id: int | None
    params: JsonObject
    steps: tuple[str, ...]
    started_at: datetime
    deadline_at: datetime
    as_of: datetime | None = None


def claim(*, job_id: UUID, worker: str) -> Claim | None:
    """Take a job that waits, or whose worker is lost; None when there is nothing to do."""
    row = Job.objects.filter(pk=job_id, state__in=("queued", "retrying", "running")).first()
    if row is None:
        return None
    kind, moment = kinds.get(row.kind), now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=moment)
    mine = Job.objects.filter(free, pk=row.pk, fence=row.fence, state=row.state)
    if row.attempt >= kind.max_attempts:
        mark_dead(mine, row)
        return None
    deadline = moment + timedelta(seconds=kind.deadline_s)
    with transaction.atomic():
        if not mine.update(
            state="running",
            fence=F("fence") + 1,
            attempt=F("attempt") + 1,
            worker=worker,
            lease_until=moment + LEASE,
            started_at=moment,
            deadline_at=deadline,
            progress=0.0,
            step="",
            message="",
            eta=None,
        ):
            return None
        row.refresh_from_db()
        note(row, "started")
    return Claim(
        row.id,
        row.fence,
        row.attempt,
        kind,
        row.owner_id,
        row.params,
        tuple(row.steps),
        moment,
        deadline,
        row.as_of,
    )


def renew(held: Claim) -> None:
    """Prolong the lease; raise when the row belongs to another worker or has ended."""
    if not _held(held).update(lease_until=now() + LEASE):
        raise LeaseLostError(str(held.job_id))


def record(
    held: Claim,
    *,
    progress: float,
    step: str,
    message: str,
    event: EventName | None = None,
    line: str = "",
) -> bool:
    """Store progress, renew the lease and publish; return whether someone asked to cancel."""
    moment = now()
    with transaction.atomic():
        if not _held(held).update(
            lease_until=moment + LEASE,
            progress=progress,
            step=step,
            message=message[:300],
            eta=expected_end(held.started_at, moment, progress),
        ):
            raise LeaseLostError(str(held.job_id))
        row = Job.objects.defer("params", "result").get(pk=held.job_id)
        if event is None:
            publish(job_changed(row))
        else:
            note(row, event, line)
    return row.cancel_requested


def expected_end(started: datetime, moment: datetime, progress: float) -> datetime | None:
    """Return when a job should be done at its pace so far; None while too little is known."""
    if not 0.02 <= progress < 1.0:
        return None
    return moment + (moment - started) * ((1.0 - progress) / progress)


def cancel_requested(held: Claim) -> bool:
    """Return whether someone asked to cancel; raise when the claim is void."""
    flag = _held(held).values_list("cancel_requested", flat=True).first()
    if flag is None:
        raise LeaseLostError(str(held.job_id))
    return flag


def finish(held: Claim, outcome: JobOutcome[object]) -> None:
    """Store the effects and mark the job done, in one transaction that only the holder can make."""
    result = plain(outcome.result)
    with transaction.atomic():
        # First the guarded row: it is locked from here on, so no other worker can come between.
        _settle(held, "done", outcome.message, result=result, progress=1.0, error=None)
        if outcome.persist is not None:
            outcome.persist()


def cancel(held: Claim, reason: str = "") -> None:
    """Mark a job cancelled after its work has stopped; without a reason a person asked for it."""
    with transaction.atomic():
        _settle(held, "cancelled", reason)


def fail(held: Claim, error: JsonObject, *, again: bool, wait_s: float = 0.0) -> None:
    """End an attempt badly: try again later if that makes sense, else end the job.

    Parameters
    ----------
    held : Claim
        The attempt.
    error : dict
        Why it failed, as a problem document.
    again : bool
        Whether another attempt may succeed.
    wait_s : float
        Seconds that whoever refused asks to be left alone; the next attempt is never sooner.
    """
    with transaction.atomic():
        if again and held.attempt < held.kind.max_attempts:
            pause = max(RETRY.wait_s(held.attempt), wait_s)
            retry_at = now() + timedelta(seconds=pause)
            _settle(held, "retrying", str(error["detail"]), dispatch_at=retry_at, finished_at=None)
        else:
            _settle(held, "dead" if again else "failed", str(error["detail"]), error=error)


def hand_back(held: Claim) -> None:
    """Give a job to another worker as this one is shutting down; the attempt does not count."""
    with transaction.atomic():
        _settle(
            held,
            "retrying",
            "The worker is shutting down; another one continues",
            attempt=F("attempt") - 1,
            dispatch_at=now(),
            finished_at=None,
        )
        enqueue_on_commit(job_id=held.job_id, task=held.kind.task, queue=held.kind.queue)


def mark_dead(mine: QuerySet[Job], row: Job) -> None:
    """Mark a job dead whose workers vanished too often; `mine` guards against a newer claim."""
    error = lost_document(row.attempt)
    with transaction.atomic():
        if mine.update(
            state="dead",
            error=error,
            fence=F("fence") + 1,
            lease_until=None,
            eta=None,
            finished_at=now(),
        ):
            row.refresh_from_db()
            note(row, "dead", str(error["detail"]))


def _held(held: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=held.job_id, fence=held.fence, state="running")


def _settle(held: Claim, state: State, message: str = "", **changes: Any) -> None:
    """Move the row out of `running`; nothing happens to a row that is no longer ours."""
    values = {"finished_at": now(), "lease_until": None, "eta": None, "message": message[:300]}
    if not _held(held).update(state=state, **values | changes):
        raise LeaseLostError(str(held.job_id))
    row = Job.objects.defer("params", "result").get(pk=held.job_id)
    note(row, cast("EventName", state), message)
