"""People take turns at the workers, whoever queued more."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.core.clock import now
from apps.jobs.fairness import turns
from apps.jobs.fairness.turns import claim_next
from apps.jobs.leases import lifecycle
from apps.jobs.models import Job
from apps.jobs.types import JobOutcome, Queue
from tests.apps.jobs.conftest import ONCE, PLAIN


def queue(user: User | None, count: int, **changes: object) -> list[UUID]:
    """Rows as they are after a submission, oldest first."""
    start = now() - timedelta(hours=1)
    fields = {"kind": PLAIN.name, "queue": "default", "owner": user, **changes}
    rows = [
        Job(params_hash=uuid4().hex, created_at=start + timedelta(seconds=at), **fields)
        for at in range(count)
    ]
    return [row.pk for row in Job.objects.bulk_create(rows)]


def take(job_id: UUID, name: Queue = "default") -> lifecycle.Claim | None:
    return claim_next(job_id=job_id, queue=name, worker="w")


def do(job_id: UUID) -> int | None:
    """Do one job to its end and return whose it was."""
    held = take(job_id)
    assert held is not None
    lifecycle.finish(held, JobOutcome())
    return held.owner_id


def test_one_job_starts_next_behind_a_thousand(alice: User, bob: User, enqueued) -> None:
    hers = queue(alice, 1_000)
    assert do(hers[0]) == alice.pk
    (his,) = queue(bob, 1)
    # The broker's next message still names a job of hers.
    held = take(hers[1])
    assert held is not None
    assert held.job_id == his


def test_it_starts_next_while_other_workers_do_hers(alice: User, bob: User, enqueued) -> None:
    hers = queue(alice, 1_000)
    running = [take(hers[at]) for at in range(2)]
    assert [held.owner_id for held in running if held] == [alice.pk, alice.pk]
    (his,) = queue(bob, 1)
    held = take(hers[2])
    assert held is not None
    assert held.job_id == his


def test_three_take_turns_and_each_ones_oldest_comes_first(
    alice: User, bob: User, charlie: User, enqueued
) -> None:
    messages = queue(alice, 30) + queue(bob, 6) + queue(None, 6)
    served = [do(message) for message in messages]
    for round_ in range(6):
        assert set(served[3 * round_ : 3 * round_ + 3]) == {alice.pk, bob.pk, None}
    assert served[18:] == [alice.pk] * 24
    times = Job.objects.filter(owner=alice).order_by("created_at").values_list("started_at")
    assert list(times) == sorted(times)


def test_a_person_alone_is_served_in_order(alice: User, enqueued) -> None:
    hers = queue(alice, 5)
    held = [take(message) for message in reversed(hers)]
    assert [one.job_id for one in held if one] == hers


@pytest.mark.parametrize("seed", range(5))
def test_every_message_starts_a_job_and_none_is_left(
    alice: User, bob: User, charlie: User, enqueued, seed: int
) -> None:
    random = Random(seed)
    messages = [
        message
        for user in (alice, bob, charlie, None)
        for state in ("queued", "retrying")
        for message in queue(user, random.randint(0, 8), state=state)
    ]
    random.shuffle(messages)
    done: Counter[int | None] = Counter()
    expected = Counter(Job.objects.values_list("owner_id", flat=True))
    while messages:
        held = take(messages.pop(0))
        if held is not None:  # a message that was passed on may find nothing left
            lifecycle.finish(held, JobOutcome())
            done[held.owner_id] += 1
        messages += enqueued
        enqueued.clear()
    assert done == expected
    assert not Job.objects.exclude(state="done").exists()


def test_other_queues_have_their_own_turns(alice: User, bob: User, enqueued) -> None:
    hers = queue(alice, 3)
    his = queue(bob, 1, kind=ONCE.name, queue="ml")
    held = take(hers[0])
    assert held is not None
    assert held.owner_id == alice.pk
    assert take(his[0], "ml") is not None


def test_a_retried_job_keeps_its_message_when_another_goes_first(
    alice: User, bob: User, enqueued
) -> None:
    (hers,) = queue(alice, 1, state="retrying", started_at=now())
    queue(bob, 1)
    assert do(hers) == bob.pk
    assert enqueued == [hers]
    assert do(hers) == alice.pk


def test_a_late_or_foreign_message_takes_the_next_job_or_none(alice: User, enqueued) -> None:
    hers = queue(alice, 2)
    assert do(hers[0]) == alice.pk
    assert do(hers[0]) == alice.pk
    assert take(hers[0]) is None
    assert take(uuid4()) is None


def test_a_kind_that_is_gone_stops_nobody(alice: User, bob: User, enqueued) -> None:
    queue(alice, 1, kind="gone.kind")
    (his,) = queue(bob, 1)
    assert do(his) == bob.pk


def test_the_last_job_of_a_person_taken_between_the_reads_stops_nobody(
    alice: User, bob: User, enqueued, monkeypatch
) -> None:
    (ended,) = queue(alice, 1)
    assert do(ended) == alice.pk
    (more,), _ = queue(alice, 1), queue(bob, 1)
    choose = turns._turn
    raced: list[object] = []

    def another_worker_is_faster(name, waiting):
        owner = choose(name, waiting)
        if not raced:
            raced.append(owner)
            for row in Job.objects.filter(owner_id=owner, state="queued"):
                assert lifecycle.claim(job_id=row.pk, worker="faster") is not None
        return owner

    monkeypatch.setattr(turns, "_turn", another_worker_is_faster)
    held = take(ended)  # a message of a job that another message started
    assert raced == [bob.pk]
    assert held is not None
    assert held.job_id == more


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_start_each_job_once(alice: User, bob: User, enqueued) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")
    messages = queue(alice, 20) + queue(bob, 20)

    def worker(message: UUID) -> UUID | None:
        try:
            held = take(message)
            return held.job_id if held else None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(worker, messages))
    assert sorted(map(str, taken)) == sorted(map(str, messages))
