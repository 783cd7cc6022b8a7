"""The sweeper heals lost messages and lost workers, and enqueues no more than it must."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from apps.accounts.models import User
from apps.core.clock import now
from apps.jobs.leases import lifecycle
from apps.jobs.leases.sweeper import Sweep, sweep
from apps.jobs.models import Job
from apps.jobs.queue import dispatch
from apps.jobs.services import job_cancel, job_submit
from apps.jobs.timing import DISPATCH_BACKLOG, DISPATCH_EVERY, LEASE

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
START = "2026-01-01T00:00:00Z"


def submitted(owner: User, kind: str = "tests.plain", number: int = 0) -> UUID:
    return job_submit(kind=kind, params={"n": number}, owner_id=owner.pk).id


def claim(job_id: UUID) -> None:
    assert lifecycle.claim(job_id=job_id, worker="w") is not None


def state_and_code(job_id: UUID) -> tuple[str, str]:
    row = Job.objects.get(pk=job_id)
    assert row.error is not None
    return row.state, row.error["code"]


def test_it_enqueues_only_when_the_first_message_had_its_time(
    alice: User, enqueued: list[UUID]
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        job_id = submitted(alice)
        sweep()
        assert enqueued == []
        clock.shift(DISPATCH_EVERY)
        assert sweep() == Sweep(revived=0, ended=0, enqueued=1)
        assert enqueued == [job_id]


def test_it_is_damped(alice: User, enqueued: list[UUID]) -> None:
    """A minute of sweeps at ten a second enqueued a waiting row twelve times, not six hundred."""
    with time_machine.travel(START, tick=False) as clock:
        submitted(alice)
        for _ in range(600):
            clock.shift(0.1)
            sweep()
    assert len(enqueued) == 60 / DISPATCH_EVERY.total_seconds()


def test_it_does_not_enqueue_while_messages_wait_in_the_queue(
    alice: User, enqueued: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "messages_waiting", lambda queue: 7)
    with time_machine.travel(START, tick=False) as clock:
        submitted(alice)
        clock.shift(DISPATCH_BACKLOG)
        sweep()
        assert enqueued == []
        clock.shift(DISPATCH_EVERY)
        sweep()
        assert len(enqueued) == 1


def test_it_does_not_enqueue_while_the_broker_is_away(
    alice: User, enqueued: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "messages_waiting", lambda queue: None)
    with time_machine.travel(START, tick=False) as clock:
        submitted(alice)
        clock.shift(DISPATCH_BACKLOG * 2)
        sweep()
    assert enqueued == []


def test_two_sweepers_enqueue_once(alice: User, enqueued: list[UUID]) -> None:
    with time_machine.travel(START, tick=False) as clock:
        submitted(alice)
        clock.shift(DISPATCH_EVERY)
        sweep()
        sweep()
    assert len(enqueued) == 1


def test_it_leaves_living_workers_alone(alice: User, enqueued: list[UUID]) -> None:
    with time_machine.travel(START, tick=False) as clock:
        claim(submitted(alice))
        clock.shift(LEASE - SECOND)
        assert sweep() == Sweep(revived=0, ended=0, enqueued=0)


def test_it_revives_a_job_whose_worker_vanished(alice: User, enqueued: list[UUID]) -> None:
    with time_machine.travel(START, tick=False) as clock:
        job_id = submitted(alice)
        claim(job_id)
        clock.shift(LEASE + SECOND)
        assert sweep() == Sweep(revived=1, ended=0, enqueued=1)
    row = Job.objects.get(pk=job_id)
    assert (row.state, row.attempt, row.fence) == ("retrying", 1, 2)
    assert [line.message for line in row.timeline.all()][-1] == "The worker vanished"
    assert enqueued == [job_id]


def test_it_buries_a_job_that_lost_three_workers(alice: User, enqueued: list[UUID]) -> None:
    with time_machine.travel(START, tick=False) as clock:
        job_id = submitted(alice)
        for _ in range(3):
            claim(job_id)
            clock.shift(LEASE + SECOND)
            ended = sweep().ended
            assert ended == (Job.objects.get(pk=job_id).state == "dead")
    assert state_and_code(job_id) == ("dead", "worker_lost")


def test_a_kind_that_must_not_run_twice_dies_with_its_first_worker(
    alice: User, enqueued: list[UUID]
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        job_id = submitted(alice, "tests.once")
        claim(job_id)
        clock.shift(LEASE + SECOND)
        sweep()
    assert state_and_code(job_id) == ("dead", "worker_lost")
    assert Job.objects.get(pk=job_id).attempt == 1


def test_a_lost_job_that_was_to_be_cancelled_is(alice: User, enqueued: list[UUID]) -> None:
    with time_machine.travel(START, tick=False) as clock:
        job_id = submitted(alice)
        claim(job_id)
        job_cancel(job_id=job_id, user_id=alice.pk)
        clock.shift(LEASE + SECOND)
        sweep()
    row = Job.objects.get(pk=job_id)
    assert row.state == "cancelled"
    assert row.finished_at is not None
    assert enqueued == []


def test_it_ends_work_that_runs_past_its_deadline_under_a_living_lease(
    alice: User, enqueued: list[UUID]
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        job_id = submitted(alice)
        claim(job_id)
        clock.shift(timedelta(seconds=60 + 11))
        Job.objects.filter(pk=job_id).update(lease_until=now() + LEASE)
        assert sweep().ended == 1
    assert state_and_code(job_id) == ("failed", "job_overdue")
    assert Job.objects.get(pk=job_id).fence == 2
