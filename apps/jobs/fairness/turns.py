"""Whose job is next: people take turns, whatever the number of jobs that each of them queued.

The broker delivers its messages in the order of their arrival, so a person who queues a thousand
jobs would keep all others waiting. A message is therefore read as "one job of this queue may
start", and the rows decide which. There is a message for every queued row and each one starts one
job, so none is left over; what a person's share of the workers keeps from starting is dispatched
again when one of their jobs ends (`shares.py`).
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet

from apps.core.clock import now
from apps.jobs import kinds
from apps.jobs.fairness.shares import defer, not_startable, queue_lock
from apps.jobs.leases.lifecycle import Claim, claim
from apps.jobs.models import Job
from apps.jobs.queue import dispatch
from apps.jobs.types import WAITING_STATES, Queue

_TRIES: Final = 20
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def claim_next(*, job_id: UUID, queue: Queue, worker: str) -> Claim | None:
    """Claim the job of a queue whose turn it is; None when there is nothing to do.

    Parameters
    ----------
    job_id : UUID
        Which job the broker's message names.
    queue : {"default", "ingest", "ml"}
        Where the message came from.
    worker : str
        Who claims.
    """
    for _ in range(_TRIES):
        # Two workers that choose at once could each take what is the other's share to leave.
        with transaction.atomic():
            queue_lock(queue)
            startable = ~not_startable(queue)
            named = _named(job_id, queue, startable)
            waiting = _waiting(queue, named, startable)
            if not waiting:
                defer(job_id)
                return None
            # People cancel between these reads. An owner whose last job went meanwhile, like a
            # claim that comes too late, says nothing about the other people's jobs: choose again.
            chosen = _chosen(queue, named, waiting, startable)
            held = claim(job_id=chosen, worker=worker) if chosen else None
        if held is None:
            continue
        if named is not None and named.pk != chosen and named.state != "queued":
            # Only queued rows are chosen without being named: a retried one needs its message.
            dispatch.enqueue(job_id=named.pk, task=kinds.get(named.kind).task, queue=queue)
        return held
    return None


def _named(job_id: UUID, queue: Queue, startable: Q) -> Job | None:
    """Return the job of a message if it can be claimed: it waits, or its worker is lost."""
    lost = Q(state="running", lease_until__lt=now())
    open_ = Q(state__in=WAITING_STATES) | lost
    rows = Job.objects.filter(open_, startable, pk=job_id, queue=queue)
    return rows.only("pk", "state", "kind", "owner_id", "created_at").first()


def _queued(queue: Queue, startable: Q) -> QuerySet[Job]:
    # A row of a kind that is gone can never be claimed; it must not take everybody's turn.
    known = [kind.name for kind in kinds.all_kinds()]
    return Job.objects.filter(startable, queue=queue, state="queued", kind__in=known)


def _waiting(queue: Queue, named: Job | None, startable: Q) -> dict[int | None, datetime]:
    """Return when the oldest waiting job of each person was created."""
    oldest = dict(
        _queued(queue, startable)
        .order_by()
        .values_list("owner_id")
        .annotate(first=Min("created_at"))
    )  # one row a person
    if named is not None:
        oldest.setdefault(named.owner_id, named.created_at)
    return oldest


def _chosen(
    queue: Queue, named: Job | None, waiting: dict[int | None, datetime], startable: Q
) -> UUID | None:
    """Return the job to start: of the person with the fewest running, then served longest ago.

    None when the person whose turn it is has no job left by now.
    """
    owner = _turn(queue, waiting) if len(waiting) > 1 else next(iter(waiting))
    if named is not None and named.owner_id == owner and named.state != "queued":
        return named.pk
    rows = _queued(queue, startable).filter(owner_id=owner).order_by("created_at", "pk")
    first = rows.values_list("pk", flat=True).first()
    return first or (named.pk if named and named.owner_id == owner else None)


def _turn(queue: Queue, oldest: dict[int | None, datetime]) -> int | None:
    """Return whose turn it is; the product's own jobs count as those of one more person."""
    running = dict(
        Job.objects.filter(queue=queue, state="running")
        .order_by()
        .values_list("owner_id")
        .annotate(jobs=Count("pk"))
    )
    fewest = min(running.get(owner, 0) for owner in oldest)
    equal = [owner for owner in oldest if running.get(owner, 0) == fewest]
    return min(equal, key=lambda owner: (_served(queue, owner), oldest[owner]))


def _served(queue: Queue, owner_id: int | None) -> datetime:
    """Return when a job of a person was last started."""
    rows = Job.objects.filter(queue=queue, owner_id=owner_id, started_at__isnull=False)
    return rows.order_by("-started_at").values_list("started_at", flat=True).first() or _NEVER
