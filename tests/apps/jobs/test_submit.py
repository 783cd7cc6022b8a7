"""`job_submit`: the row is the record, dispatch comes after the commit, equal jobs share a row."""

from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from apps.accounts.models import User
from apps.core.errors import UnprocessableError
from apps.jobs.kinds import UnknownKindError
from apps.jobs.models import Job, JobEvent
from apps.jobs.services import job_submit

pytestmark = pytest.mark.django_db


def submit(owner: User | None, **params: Any) -> UUID:
    owner_id = owner.pk if owner else None
    return job_submit(kind="tests.plain", params=params, owner_id=owner_id).id


def test_it_records_a_queued_job_with_its_steps_and_timeline(alice: User) -> None:
    job = job_submit(kind="tests.plain", params={"n": 1}, owner_id=alice.pk)
    assert (job.state, job.progress, job.steps) == ("queued", 0.0, ("First", "Second"))
    assert job.owner_id == alice.pk
    assert [event.event for event in JobEvent.objects.filter(job_id=job.id)] == ["queued"]


def test_it_dispatches_after_the_commit_only(
    alice: User,
    enqueued: list[UUID],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = submit(alice)
        assert enqueued == []
    assert enqueued == [job]


def test_it_does_not_dispatch_a_row_that_was_rolled_back(
    alice: User,
    enqueued: list[UUID],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        submit(alice)
        transaction.set_rollback(True)
    assert enqueued == []
    assert not Job.objects.exists()


def test_an_identical_open_job_is_returned_instead_of_a_second(alice: User) -> None:
    assert submit(alice, n=1, m=2) == submit(alice, m=2, n=1)


def test_other_params_other_people_and_the_system_get_their_own(alice: User, bob: User) -> None:
    ids = {submit(alice, n=1), submit(alice, n=2), submit(bob, n=1), submit(None, n=1)}
    assert len(ids) == 4


def test_the_system_too_has_one_open_job_of_a_kind_and_params(db: None) -> None:
    assert submit(None, n=1) == submit(None, n=1)


def test_a_finished_equal_job_does_not_stand_in_the_way(alice: User) -> None:
    first = submit(alice)
    Job.objects.filter(pk=first).update(state="done")
    assert submit(alice) != first


def test_the_same_key_and_body_give_the_same_job_even_when_it_is_done(alice: User) -> None:
    def ask() -> UUID:
        return job_submit(
            kind="tests.plain", params={"n": 1}, owner_id=alice.pk, idempotency_key="k"
        ).id

    first = ask()
    Job.objects.filter(pk=first).update(state="done")
    assert ask() == first


def test_the_same_key_with_another_body_is_refused(alice: User) -> None:
    job_submit(kind="tests.plain", params={"n": 1}, owner_id=alice.pk, idempotency_key="k")
    with pytest.raises(UnprocessableError) as refusal:
        job_submit(kind="tests.plain", params={"n": 2}, owner_id=alice.pk, idempotency_key="k")
    assert refusal.value.code == "idempotency_key_reused"


def test_keys_belong_to_people(alice: User, bob: User) -> None:
    jobs = {
        job_submit(kind="tests.plain", params={}, owner_id=user.pk, idempotency_key="k").id
        for user in (alice, bob)
    }
    assert len(jobs) == 2


def test_a_slot_runs_once_even_after_its_job_is_done(db: None) -> None:
    first = job_submit(kind="tests.plain", params={}, owner_id=None, slot="tests.plain:1")
    Job.objects.filter(pk=first.id).update(state="done")
    second = job_submit(kind="tests.plain", params={}, owner_id=None, slot="tests.plain:1")
    assert second.id == first.id


def test_params_are_stored_as_plain_json(alice: User) -> None:
    job = job_submit(
        kind="tests.plain",
        params={"w": np.array([0.5, np.nan]), "n": np.int64(3)},
        owner_id=alice.pk,
    )
    assert Job.objects.get(pk=job.id).params == {"w": [0.5, None], "n": 3}


def test_an_unknown_kind_is_a_defect(alice: User) -> None:
    with pytest.raises(UnknownKindError):
        job_submit(kind="tests.none", params={}, owner_id=alice.pk)
