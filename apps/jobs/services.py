"""What people and other apps may do with jobs."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from apps.core.clock import now
from apps.core.errors import ConflictError, NotFoundError, ProblemError, UnprocessableError
from apps.core.json import plain
from apps.core.violations import unique_broken
from apps.core.web.claims import effect_found, effect_keep
from apps.jobs import kinds
from apps.jobs.announce import note
from apps.jobs.fairness.bounds import forget_oldest, require_open_job
from apps.jobs.mappers import job_info
from apps.jobs.models import Job, WorkerHeartbeat
from apps.jobs.params import digest
from apps.jobs.queue.dispatch import enqueue_on_commit
from apps.jobs.selectors import last_submitted, visible_jobs
from apps.jobs.timing import DISPATCH_EVERY
from apps.jobs.types import OPEN_STATES, WAITING_STATES, JobInfo

_TRIES = 3
_ONE_JOB = (
    ("slot",),
    ("owner_id", "idempotency_key"),
    ("owner_id", "kind", "params_hash"),
    ("kind", "params_hash"),
)


def job_rested(*, kind: kinds.JobKind, moment: datetime) -> bool:
    """Return whether the system's last run of a kind was asked for long enough before a moment."""
    rest_s = 0 if kind.periodic is None else kind.periodic.rest_s
    last = last_submitted(kind=kind.name) if rest_s else None
    return last is None or (moment - last).total_seconds() >= rest_s


def job_submit(
    *,
    kind: str,
    params: object,
    owner_id: int | None,
    idempotency_key: str | None = None,
    slot: str | None = None,
    follow_up: bool = False,
    as_of: datetime | None = None,
) -> JobInfo:
    """Record a job and dispatch it on commit; an identical open job is returned instead.

    Parameters
    ----------
    kind : str
        Name of a registered kind.
    params : object
        What the work needs to know: a frozen question, or a mapping.
    owner_id : int or None
        Whose job it is; None for the system's own.
    idempotency_key : str, optional
        The same key and parameters always give the same job.
    slot : str, optional
        Unique key of a periodic run; a slot runs once, however many schedulers there are.
    follow_up : bool, optional
        Whether the product itself submits it after something else: such a job is never refused.
    as_of : datetime, optional
        The moment of the market that the work takes for the present.

    Raises
    ------
    ProblemError
        `too_many_jobs`: the person has as many open jobs as one may have.
    """
    known, asked = kinds.get(kind), plain(params)
    row = Job(
        kind=kind,
        queue=known.queue,
        owner_id=owner_id,
        params=asked,
        params_hash=digest(asked, as_of),
        as_of=as_of,
        idempotency_key=idempotency_key,
        slot=slot,
        steps=list(known.steps),
    )
    # A unique constraint decides between requests at once; the loser finds the winner's row, unless
    # that job has ended meanwhile.
    asked_for = owner_id is not None and not follow_up
    for _ in range(_TRIES):
        found = (asked_for and _lost(row)) or _same(row)
        found = found or _insert(row, known, bounded=not follow_up, keep=asked_for)
        if found is not None:
            return job_info(found)
    raise ConflictError("Identical jobs come and go too fast. Try again.", retryable=True)


def _lost(row: Job) -> Job | None:
    """Return the job that a lost request has made, whose retry this is."""
    kind, _, number = effect_found().partition(" ")
    if kind != row.kind:
        return None
    return Job.objects.filter(pk=number, params_hash=row.params_hash).first()


def _same(row: Job) -> Job | None:
    """Return the job that stands for a new row already."""
    if row.slot and (found := Job.objects.filter(slot=row.slot).first()):
        return found
    mine = Job.objects.filter(owner_id=row.owner_id)
    if row.idempotency_key and (found := mine.filter(idempotency_key=row.idempotency_key).first()):
        if (found.kind, found.params_hash) != (row.kind, row.params_hash):
            raise UnprocessableError(
                "This Idempotency-Key belongs to another request. Use a new key.",
                code="idempotency_key_reused",
            )
        return found
    return mine.filter(kind=row.kind, params_hash=row.params_hash, state__in=OPEN_STATES).first()


def _insert(row: Job, kind: kinds.JobKind, *, bounded: bool, keep: bool) -> Job | None:
    """Store a new row and dispatch it on commit; None when another request was faster."""
    row.created_at = now()
    row.dispatch_at = row.created_at + DISPATCH_EVERY
    try:
        with transaction.atomic():
            if bounded and row.owner_id is not None:
                require_open_job(owner_id=row.owner_id, kind=kind)
            row.save(force_insert=True)
            if row.owner_id is not None:
                forget_oldest(owner_id=row.owner_id)
            if keep:
                effect_keep(f"{row.kind} {row.id}")
            note(row, "queued")
            enqueue_on_commit(job_id=row.id, task=kind.task, queue=kind.queue)
    except IntegrityError as error:
        if not _is_known(error):
            raise
        return None
    return row


def _is_known(error: IntegrityError) -> bool:
    """Return whether a row could not be written because another job stands for it."""
    return any(unique_broken(error, "jobs_job", *columns) for columns in _ONE_JOB)


def _own(*, job_id: UUID, user_id: int) -> Job:
    row = visible_jobs(user_id=user_id).filter(pk=job_id).first()
    if row is None:
        raise NotFoundError("You have no job with this id.", code="unknown_job")
    if row.owner_id != user_id:
        raise ProblemError(
            "This job belongs to the system; you can watch it but not change it.",
            code="system_job",
            status=403,
            title="Not allowed",
        )
    return row


def _fresh(row: Job) -> JobInfo:
    row.refresh_from_db()
    return job_info(row, row.timeline.all())


@transaction.atomic
def job_cancel(*, job_id: UUID, user_id: int) -> JobInfo:
    """Cancel a waiting job at once; ask a running one to stop at its next check."""
    row = _own(job_id=job_id, user_id=user_id)
    rows = Job.objects.filter(pk=row.pk)
    if rows.filter(state__in=WAITING_STATES).update(
        state="cancelled", finished_at=now(), eta=None, fence=F("fence") + 1
    ):
        row.refresh_from_db()
        note(row, "cancelled")
    elif rows.filter(state="running", cancel_requested=False).update(cancel_requested=True):
        row.refresh_from_db()
        note(row, "cancelling")
    elif not rows.filter(Q(state="running") | Q(state="cancelled")).exists():
        raise ConflictError("The job has already ended.", code="job_ended")
    return _fresh(row)


def job_retry(*, job_id: UUID, user_id: int) -> JobInfo:
    """Start a job that failed, died or was cancelled from the beginning, with fresh attempts."""
    row = _own(job_id=job_id, user_id=user_id)
    kind = kinds.get(row.kind)
    try:
        with transaction.atomic():
            require_open_job(owner_id=user_id, kind=kind)
            _reopen(row)
            enqueue_on_commit(job_id=row.id, task=kind.task, queue=kind.queue)
    except IntegrityError as error:
        if not _is_known(error):
            raise
        raise ConflictError(
            "An identical job is already on its way.", code="job_already_open"
        ) from None
    return _fresh(row)


def _reopen(row: Job) -> None:
    changed = Job.objects.filter(pk=row.pk, state__in=("failed", "dead", "cancelled")).update(
        state="queued",
        attempt=0,
        fence=F("fence") + 1,
        cancel_requested=False,
        dispatch_at=now() + DISPATCH_EVERY,
        progress=0.0,
        step="",
        message="",
        eta=None,
        error=None,
        started_at=None,
        finished_at=None,
        deadline_at=None,
    )
    if not changed:
        raise ConflictError(
            "Only a failed, dead or cancelled job can be tried again.", code="job_not_retryable"
        )
    row.refresh_from_db()
    note(row, "queued", "Tried again by hand")


def worker_seen(*, name: str, queues: tuple[str, ...], pid: int) -> None:
    """Note a sign of life of a worker process."""
    WorkerHeartbeat.objects.update_or_create(
        name=name, defaults={"queues": list(queues), "pid": pid, "seen_at": now()}
    )


def job_forget(*, job_id: UUID, owner_id: int) -> None:
    """Delete one of a person's jobs with its result, whatever its state.

    Work that is under way for it finds its lease gone at its next sign of life, and keeps nothing.
    """
    Job.objects.filter(pk=job_id, owner_id=owner_id).delete()
