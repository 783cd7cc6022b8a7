"""The socket's view of jobs is the REST view."""

from typing import Any
from uuid import UUID

import orjson
import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.json import dumps
from apps.jobs.leases import lifecycle
from apps.jobs.services import job_cancel, job_submit
from apps.jobs.topics import RecentJobs, snapshot
from apps.jobs.types import JobOutcome
from apps.realtime.topics import UnknownTopicError, authorized

pytestmark = pytest.mark.django_db

# Fixed: workers that share the tests must name them alike.
NO_JOB = "3f2b8c1e-9d47-4c55-8a6e-0b1d2f3a4c5d"


def submitted(owner: User | None, number: int = 0) -> UUID:
    owner_id = owner.pk if owner else None
    return job_submit(kind="tests.plain", params={"n": number}, owner_id=owner_id).id


def test_everyone_has_a_private_list(charlie: User) -> None:
    assert authorized("jobs", charlie.pk).private


def test_the_owner_may_watch_a_job_and_the_outsider_may_not(alice: User, charlie: User) -> None:
    topic = f"jobs:{submitted(alice)}"
    assert authorized(topic, alice.pk).topic == topic
    with pytest.raises(UnknownTopicError):
        authorized(topic, charlie.pk)


def test_everyone_may_watch_a_system_job(charlie: User) -> None:
    assert authorized(f"jobs:{submitted(None)}", charlie.pk).private


@pytest.mark.parametrize("rest", ["nonsense", NO_JOB, f"{NO_JOB}:more", ""])
def test_other_topics_are_unknown(alice: User, rest: str) -> None:
    with pytest.raises(UnknownTopicError):
        authorized(f"jobs:{rest}", alice.pk)


def test_the_snapshot_of_a_job_is_the_answer_of_its_route(
    alice: User, alice_api: APIClient
) -> None:
    job_id = submitted(alice)
    body = alice_api.get(reverse("job", args=[job_id])).json()
    assert orjson.loads(dumps(snapshot(alice.pk, (str(job_id),)))) == body


def _by_id(found: object) -> dict[UUID, dict[str, Any]]:
    assert isinstance(found, RecentJobs)
    return {job.id: dict(vars(job)) for job in found.jobs}


def test_state_and_stream_agree(
    alice: User, published: list[Any], django_assert_num_queries: Any
) -> None:
    """The first snapshot with the events applied equals a second snapshot."""
    waiting, running, stopped = (submitted(alice, number) for number in range(3))
    with django_assert_num_queries(1):
        before = snapshot(alice.pk, ())
    published.clear()
    held = lifecycle.claim(job_id=running, worker="w")
    assert held is not None
    lifecycle.record(held, progress=0.5, step="First", message="m", event=None)
    job_cancel(job_id=stopped, user_id=alice.pk)
    other = lifecycle.claim(job_id=waiting, worker="w")
    assert other is not None
    lifecycle.finish(other, JobOutcome())

    state = _by_id(before)
    for event in published:
        state[event.id] |= vars(event)
    assert state == _by_id(snapshot(alice.pk, ()))
    assert {event.audience for event in published} == {alice.pk}
