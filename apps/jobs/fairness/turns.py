"""Whose job is next: people take turns, whatever the number of jobs that each of them queued.

The broker delivers its messages in the order of their arrival, so a person who queues a thousand
jobs would keep all others waiting. A message is therefore read as "one job of this queue may
start", and the rows decide which. There is a message for every queued row and each one starts one
job, so none is left over.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Min, Q

from apps.core.clock import now
from apps.jobs import dispatch, kinds
from apps.jobs.lifecycle import Claim, claim
from apps.jobs.models import Job
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
        named = _named(job_id, queue)
        chosen = _chosen(queue, named)
        if chosen is None:
            return None
        held = claim(job_id=chosen, worker=worker)
        if held is None:
            continue  # another worker was faster, or the job has ended: choose again
        if named is not None and named.pk != chosen and named.state != "queued":
            # Only queued rows are chosen without being named: a retried one needs its message.
            dispatch.ring(job_id=named.pk, task=kinds.get(named.kind).task, queue=queue)
        return held
    return None


def _named(job_id: UUID, queue: Queue) -> Job | None:
    """Return the job of a message if it can be claimed: it waits, or its worker is lost."""
    lost = Q(state="running", lease_until__lt=now())
    rows = Job.objects.filter(Q(state__in=WAITING_STATES) | lost, pk=job_id, queue=queue)
    return rows.only("pk", "state", "kind", "owner_id", "created_at").first()


def _chosen(queue: Queue, named: Job | None) -> UUID | None:
    """Return the job to start: of the person with the fewest running, then served longest ago."""
    # A row of a kind that is gone can never be claimed; it must not take everybody's turn.
    known = [kind.name for kind in kinds.all_kinds()]
    queued = Job.objects.filter(queue=queue, state="queued", kind__in=known)
    oldest = dict(
        queued.order_by().values_list("owner_id").annotate(first=Min("created_at"))
    )  # one row a person
    if named is not None:
        oldest.setdefault(named.owner_id, named.created_at)
    if not oldest:
        return None
    owner = _turn(queue, oldest) if len(oldest) > 1 else next(iter(oldest))
    if named is not None and named.owner_id == owner and named.state != "queued":
        return named.pk
    first = queued.filter(owner_id=owner).order_by("created_at", "pk").values_list("pk", flat=True)
    return first.first() or (named.pk if named else None)


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
