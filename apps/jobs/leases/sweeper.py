"""Heals what a crash leaves behind: lost leases, lost messages, work past its deadline.

Damped by `dispatch_at`: a row is enqueued again only after its time has passed, and not at all
while earlier messages still wait in the queue.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from django.db import transaction
from django.db.models import F, QuerySet

from apps.core.clock import now
from apps.jobs import kinds
from apps.jobs.announce import note
from apps.jobs.leases.lifecycle import mark_dead
from apps.jobs.models import Job
from apps.jobs.problems import overdue_document
from apps.jobs.queue import dispatch
from apps.jobs.selectors import QUEUES
from apps.jobs.timing import DEADLINE_GRACE, DISPATCH_BACKLOG, DISPATCH_EVERY
from apps.jobs.types import WAITING_STATES, EventName, Queue

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one sweep did."""

    revived: int
    ended: int
    enqueued: int


def sweep() -> Sweep:
    """Look once over all open rows."""
    moment = now()
    ended = _end_overdue(moment)
    revived, dead = _revive_lost(moment)
    enqueued = sum(_enqueue_due(queue, moment) for queue in QUEUES)
    return Sweep(revived=revived, ended=ended + dead, enqueued=enqueued)


def _end_overdue(moment: datetime) -> int:
    """Fail rows whose own worker did not notice the deadline; their fence moves on."""
    limit = moment - 2 * DEADLINE_GRACE
    rows = Job.objects.filter(state="running", deadline_at__lt=limit)[:BATCH]
    return sum(_end(row) for row in rows)


def _end(row: Job) -> bool:
    error = overdue_document(kinds.get(row.kind).deadline_s)
    with transaction.atomic():
        changed = Job.objects.filter(pk=row.pk, fence=row.fence, state="running").update(
            state="failed",
            error=error,
            fence=F("fence") + 1,
            lease_until=None,
            eta=None,
            finished_at=now(),
        )
        if changed:
            row.refresh_from_db()
            note(row, "failed", str(error["detail"]))
    return bool(changed)


def _revive_lost(moment: datetime) -> tuple[int, int]:
    """Put rows whose worker vanished back into the queue, or end those that lost too many."""
    revived = dead = 0
    for row in Job.objects.filter(state="running", lease_until__lt=moment)[:BATCH]:
        # The conditions again, in the update: a worker that renewed its lease since keeps its job.
        mine = Job.objects.filter(
            pk=row.pk, fence=row.fence, state="running", lease_until__lt=moment
        )
        if row.attempt >= kinds.get(row.kind).max_attempts:
            mark_dead(mine, row)
            dead += 1
        elif _revive(mine, row, moment):
            revived += 1
    return revived, dead


def _revive(mine: QuerySet[Job], row: Job, moment: datetime) -> bool:
    state: EventName = "cancelled" if row.cancel_requested else "retrying"
    finished = moment if row.cancel_requested else None
    with transaction.atomic():
        changed = mine.update(
            state=state,
            fence=F("fence") + 1,
            lease_until=None,
            eta=None,
            dispatch_at=moment,
            finished_at=finished,
        )
        if changed:
            row.refresh_from_db()
            note(row, state, "The worker vanished" if finished is None else "")
    return bool(changed)


def _enqueue_due(queue: Queue, moment: datetime) -> int:
    """Enqueue waiting rows whose last message must be lost."""
    due = Job.objects.filter(queue=queue, state__in=WAITING_STATES, dispatch_at__lte=moment)
    if not due.exists():
        return 0
    waiting = dispatch.messages_waiting(queue)
    # A broker that is away gets no messages: each of them would wait for its timeout.
    if waiting is None:
        return 0
    if waiting:
        due = due.filter(dispatch_at__lte=moment - DISPATCH_BACKLOG)
    return sum(_enqueue(row, moment) for row in due.order_by("dispatch_at")[:BATCH])


def _enqueue(row: Job, moment: datetime) -> bool:
    """Enqueue unless somebody did since the row was read; two sweepers enqueue once."""
    mine = Job.objects.filter(pk=row.pk, dispatch_at=row.dispatch_at, state__in=WAITING_STATES)
    if not mine.update(dispatch_at=moment + DISPATCH_EVERY):
        return False
    return dispatch.enqueue(
        job_id=row.id, task=kinds.get(row.kind).task, queue=cast("Queue", row.queue)
    )
