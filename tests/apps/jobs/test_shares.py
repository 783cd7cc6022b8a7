"""One person's long jobs leave a worker of every queue that has several."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.core.clock import now
from apps.jobs import kinds
from apps.jobs.fairness import shares
from apps.jobs.kinds import JobKind
from apps.jobs.leases import lifecycle
from apps.jobs.leases.sweeper import sweep
from apps.jobs.models import Job, WorkerHeartbeat
from apps.jobs.types import JobOutcome
from celery_worker.attempt import attempt_next
from tests.apps.jobs.test_turns import queue, take
from tests.registries import having

LONG = JobKind("tests.long", "tests.long", "default", deadline_s=kinds.LONG_S + 1)


@pytest.fixture(autouse=True)
def long_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    having(monkeypatch, kinds.KINDS, {LONG.name: LONG})


def serve(count: int, *, seen_s: float = 0.0) -> None:
    """Signs of life of so many workers of the queue."""
    WorkerHeartbeat.objects.bulk_create(
        WorkerHeartbeat(
            name=f"w{at}", queues=["default"], pid=at, seen_at=now() - timedelta(seconds=seen_s)
        )
        for at in range(count)
    )


def long_jobs(user: User | None, count: int, **changes: object) -> list[UUID]:
    return queue(user, count, kind=LONG.name, **changes)


def end(held: lifecycle.Claim) -> None:
    """End a job as a worker does."""
    lifecycle.finish(held, JobOutcome())
    shares.enqueue_deferred(queue="default", owner_id=held.owner_id)


def test_a_second_person_finds_a_free_worker(alice: User, bob: User, enqueued) -> None:
    serve(2)
    hers = long_jobs(alice, 5)
    assert take(hers[0]) is not None
    assert take(hers[1]) is None
    (his,) = long_jobs(bob, 1)
    held = take(his)
    assert held is not None
    assert held.job_id == his


def test_her_short_jobs_use_the_worker_that_is_left(alice: User, enqueued) -> None:
    serve(2)
    hers = long_jobs(alice, 2)
    (short,) = queue(alice, 1)
    assert take(hers[0]) is not None
    held = take(hers[1])
    assert held is not None
    assert held.job_id == short


def test_the_end_of_one_dispatches_the_next(alice: User, enqueued) -> None:
    serve(2)
    hers = long_jobs(alice, 3)
    first = take(hers[0])
    assert first is not None
    assert [take(message) for message in hers[1:]] == [None, None]
    end(first)
    assert enqueued == [hers[1]]
    second = take(hers[1])
    assert second is not None
    assert second.job_id == hers[1]


def test_a_worker_dispatches_when_it_has_done_a_long_job(alice: User, enqueued) -> None:
    serve(2)
    hers = long_jobs(alice, 2)
    attempt_next(hers[0], "default", lambda task: lambda context: JobOutcome())
    assert enqueued == [hers[1]]


def test_what_a_killed_worker_does_not_dispatch_the_sweeper_does(alice: User, enqueued) -> None:
    serve(2)
    hers = long_jobs(alice, 2)
    first = take(hers[0])
    assert first is not None
    assert take(hers[1]) is None
    sweep()
    assert enqueued == []  # damped: it rests while it may not start
    Job.objects.filter(pk=hers[1]).update(dispatch_at=now() - timedelta(seconds=1))
    Job.objects.filter(pk=hers[0]).update(lease_until=now() - timedelta(seconds=1))
    sweep()
    assert set(enqueued) == set(hers)


@pytest.mark.parametrize(("workers", "most"), [(1, 5), (2, 1), (3, 2), (5, 4)])
def test_all_workers_but_one(alice: User, enqueued, workers: int, most: int) -> None:
    serve(workers)
    taken = [take(message) for message in long_jobs(alice, 5)]
    assert sum(held is not None for held in taken) == most


def test_workers_that_are_gone_or_serve_another_queue_do_not_count(alice: User, enqueued) -> None:
    serve(1)
    WorkerHeartbeat.objects.create(name="ml", queues=["ml"], pid=7, seen_at=now())
    WorkerHeartbeat.objects.create(
        name="gone", queues=["default"], pid=8, seen_at=now() - timedelta(minutes=1)
    )
    hers = long_jobs(alice, 2)
    assert all(take(message) for message in hers)


def test_the_products_own_jobs_are_bounded_too(alice: User, enqueued) -> None:
    serve(2)
    own = long_jobs(None, 2)
    hers = long_jobs(alice, 1)
    assert take(own[0]) is not None
    held = take(own[1])
    assert held is not None
    assert held.job_id == hers[0]


@pytest.mark.parametrize("seed", range(8))
def test_nobody_ever_has_all_workers_and_all_is_done(
    alice: User, bob: User, enqueued, seed: int
) -> None:
    random, workers = Random(seed), 3
    serve(workers)
    messages = [
        message
        for user in (alice, bob, None)
        for message in long_jobs(user, random.randint(1, 7)) + queue(user, random.randint(0, 4))
    ]
    random.shuffle(messages)
    running: list[lifecycle.Claim] = []
    while messages or running:
        if messages and len(running) < workers and random.random() < 0.7:
            held = take(messages.pop(0))
            running += [held] if held else []
        elif running:
            end(running.pop(random.randrange(len(running))))
        messages += enqueued
        enqueued.clear()
        holders = Counter(held.owner_id for held in running if held.kind.long)
        assert max(holders.values(), default=0) < workers
    assert not Job.objects.exclude(state="done").exists()


@pytest.mark.django_db(transaction=True)
def test_workers_that_choose_at_once_keep_to_it(alice: User, enqueued) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")
    serve(4)
    start = Barrier(4)

    def worker(message: UUID) -> bool:
        try:
            start.wait()
            return take(message) is not None
        finally:
            connection.close()

    for _ in range(10):
        hers = long_jobs(alice, 4)
        with ThreadPoolExecutor(4) as pool:
            taken = list(pool.map(worker, hers))
        assert sum(taken) == 3
        Job.objects.all().delete()
