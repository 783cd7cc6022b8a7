"""How many workers of a queue one person's long jobs may hold: all but one.

Turns decide whose job is next, but only when a worker is free. Without a bound, a person who is
alone for a moment could fill every worker with jobs of half an hour, and whoever comes then, or an
alert of the same person, would wait for the first of them to end. With it one worker of every
queue that has several is never held by one person's long jobs; short jobs may use it.
"""

from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from apps.core.clock import now
from apps.jobs import kinds
from apps.jobs.models import Job
from apps.jobs.queue import dispatch
from apps.jobs.selectors import workers_alive
from apps.jobs.timing import DISPATCH_DEFERRED, DISPATCH_EVERY
from apps.jobs.types import WAITING_STATES, Queue

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext(%s))"


def queue_lock(queue: Queue) -> None:
    """Let one worker at a time choose a job of a queue; call inside of a transaction.

    SQLite's transactions are IMMEDIATE, so one of them writes at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [f"sightline jobs {queue}"])


def not_startable(queue: Queue) -> Q:
    """Return which jobs of a queue would give one person's long jobs its last worker.

    The product's own jobs count as those of one more person. A queue with a single worker has
    turns only.
    """
    most = _workers(queue) - 1
    if most < 1:
        return Q(pk__in=[])
    # A row whose lease ran out holds no worker any more.
    running = Job.objects.filter(
        queue=queue, state="running", kind__in=_long(), lease_until__gte=now()
    )
    counts = running.order_by().values_list("owner_id").annotate(jobs=Count("pk"))
    full = [owner for owner, jobs in counts if jobs >= most]
    owners = Q(owner_id__in=[owner for owner in full if owner is not None])
    if None in full:
        owners |= Q(owner_id__isnull=True)
    return owners & Q(kind__in=_long())


def defer(job_id: UUID) -> None:
    """Let a waiting job whose message found it not startable rest until another one ends."""
    rows = Job.objects.filter(pk=job_id, state__in=WAITING_STATES)
    rows.update(dispatch_at=now() + DISPATCH_DEFERRED)


def enqueue_deferred(*, queue: Queue, owner_id: int | None) -> None:
    """Enqueue the oldest long job of a person, as one of theirs has ended."""
    rows = Job.objects.filter(
        queue=queue, owner_id=owner_id, state="queued", kind__in=_long()
    ).order_by("created_at", "pk")
    row = rows.only("pk", "kind").first()
    if row is None:
        return
    rows.filter(pk=row.pk).update(dispatch_at=now() + DISPATCH_EVERY)
    dispatch.enqueue(job_id=row.pk, task=kinds.get(row.kind).task, queue=queue)


def _workers(queue: Queue) -> int:
    return sum(worker.alive and queue in worker.queues for worker in workers_alive())


def _long() -> list[str]:
    return [kind.name for kind in kinds.all_kinds() if kind.long]
