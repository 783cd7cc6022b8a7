"""Questions about jobs; everyone sees their own and the system's."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from apps.core.clock import now
from apps.core.errors import NotFoundError
from apps.core.extension.health import PartHealth
from apps.core.json import JsonObject, plain
from apps.jobs.kinds import all_kinds, title_of
from apps.jobs.mappers import job_info, job_summary
from apps.jobs.models import Job, JobEvent, WorkerHeartbeat
from apps.jobs.params import digest
from apps.jobs.timing import WORKER_ALIVE
from apps.jobs.types import OPEN_STATES, JobInfo, JobSummary, Queue, WorkerInfo

RECENT = 30
_MOST_OPEN = 20
QUEUES: tuple[Queue, ...] = get_args(Queue)


def visible_jobs(*, user_id: int) -> QuerySet[Job]:
    """Return the rows that a person may see."""
    return Job.objects.filter(Q(owner_id=user_id) | Q(owner_id__isnull=True))


def listed_jobs(*, user_id: int, state: str = "", kind: str = "") -> QuerySet[Job]:
    """Return the rows of a person's list with their timelines, without results: two queries."""
    # Lists show neither of them, and a result can be large.
    rows = visible_jobs(user_id=user_id).defer("result", "params")
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.prefetch_related(Prefetch("timeline", JobEvent.objects.order_by("id")))


def job_of_moment(*, job_id: UUID, user_id: int, as_of: datetime | None) -> JobInfo:
    """Return a job that was asked about a past moment of the market; with None any job at all."""
    if as_of is not None and not Job.objects.filter(pk=job_id, as_of=as_of).exists():
        raise NotFoundError("You have no job with this id about this moment.", code="unknown_job")
    return job_get(job_id=job_id, user_id=user_id)


def job_get(*, job_id: UUID, user_id: int) -> JobInfo:
    """Return one job with its timeline."""
    row = visible_jobs(user_id=user_id).filter(pk=job_id).first()
    if row is None:
        raise NotFoundError("You have no job with this id.", code="unknown_job")
    return job_info(row, row.timeline.all())


def job_recent(*, user_id: int) -> Sequence[JobSummary]:
    """Return a person's newest jobs."""
    rows = visible_jobs(user_id=user_id).defer("result", "params")[:RECENT]
    return [job_summary(row) for row in rows]


def job_peek(*, job_id: UUID) -> JobInfo:
    """Return one job without its timeline, for whoever waits for it."""
    return job_info(Job.objects.get(pk=job_id))


def workers_alive() -> tuple[WorkerInfo, ...]:
    """Return every known worker with whether it still shows signs of life."""
    limit = now() - WORKER_ALIVE
    return tuple(
        WorkerInfo(row.name, tuple(row.queues), row.seen_at, row.seen_at >= limit)
        for row in WorkerHeartbeat.objects.order_by("name")
    )


def workers_health() -> PartHealth:
    """Return whether each queue has a living worker."""
    served = {queue for worker in workers_alive() if worker.alive for queue in worker.queues}
    missing = [queue for queue in QUEUES if queue not in served]
    if missing:
        return PartHealth(ok=False, detail=f"no living worker for: {', '.join(missing)}")
    return PartHealth(ok=True, detail="every queue has a living worker")


def job_latest(
    *, kind: str, params: object, user_id: int, as_of: datetime | None = None
) -> JobInfo | None:
    """Return the newest finished job of a kind with exactly these parameters, or None.

    Parameters
    ----------
    kind, params : str, object
        What was asked.
    user_id : int
        Who asks.
    as_of : datetime, optional
        The moment of the market that the job was asked about; left out for its present.
    """
    asked = plain(params)
    rows = visible_jobs(user_id=user_id).filter(
        kind=kind, params_hash=digest(asked, as_of), state="done"
    )
    row = rows.first()
    return None if row is None else job_info(row)


def open_jobs(*, kinds: Sequence[str], user_id: int) -> list[tuple[UUID, JsonObject]]:
    """Return ids and parameters of a person's open jobs of some kinds, the newest first."""
    rows = visible_jobs(user_id=user_id).filter(kind__in=kinds, state__in=OPEN_STATES)
    return list(rows.order_by("-created_at").values_list("id", "params")[:_MOST_OPEN])


def jobs_under_way(*, kind: str, owner_id: int) -> int:
    """Return how many jobs of a kind a person has that have not ended."""
    return Job.objects.filter(kind=kind, owner_id=owner_id, state__in=OPEN_STATES).count()


def market_waits_for() -> str | None:
    """Return the title of open work that a replayed market waits for, None when there is none."""
    apart = [kind.name for kind in all_kinds() if not kind.market_waits]
    return _oldest_title(_system_jobs(OPEN_STATES).exclude(kind__in=apart))


def system_job_open(*, beside: UUID | None = None, running: bool = False) -> str | None:
    """Return the title of work of the system's own that is not done, None when all is.

    Parameters
    ----------
    beside : UUID, optional
        The job that asks, which does not count.
    running : bool, optional
        Whether only what has begun counts.
    """
    states = ("running",) if running else OPEN_STATES
    rows = _system_jobs(states)
    return _oldest_title(rows if beside is None else rows.exclude(pk=beside))


def _system_jobs(states: Sequence[str]) -> QuerySet[Job]:
    return Job.objects.filter(owner__isnull=True, state__in=states)


def _oldest_title(rows: QuerySet[Job]) -> str | None:
    kind = rows.order_by("created_at").values_list("kind", flat=True).first()
    return None if kind is None else title_of(kind)


def last_submitted(*, kind: str) -> datetime | None:
    """Return when the system last asked for work of a kind, None when it never did."""
    rows = Job.objects.filter(owner__isnull=True, kind=kind).order_by("-created_at")
    return rows.values_list("created_at", flat=True).first()


def slot_tries(slot: str) -> int:
    """Return how many jobs had a slot, or the slot with a number behind it, and have ended."""
    rows = Job.objects.filter(Q(slot=slot) | Q(slot__startswith=f"{slot}#"))
    return rows.exclude(state__in=OPEN_STATES).count()


def slot_known(slot: str) -> bool:
    """Return whether a job has a slot, whatever became of it."""
    return Job.objects.filter(slot=slot).exists()


def job_states(*, ids: Sequence[UUID], user_id: int) -> dict[UUID, str]:
    """Return the states of those of a person's own jobs that are still known."""
    rows = Job.objects.filter(owner_id=user_id, pk__in=ids)
    return dict(rows.values_list("pk", "state"))
