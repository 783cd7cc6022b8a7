"""`Prefer: wait`: the result in time, the problem of a failure, or the job."""

from typing import Any
from uuid import UUID

import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from apps.accounts.models import User
from apps.core.errors import ProblemError
from apps.jobs import waiting
from apps.jobs.leases import lifecycle
from apps.jobs.models import Job
from apps.jobs.selectors import job_peek
from apps.jobs.services import job_cancel, job_submit
from apps.jobs.types import JobInfo, JobOutcome
from apps.jobs.waiting import preferred_wait, respond_with_job

pytestmark = pytest.mark.django_db
PROBLEM = {
    "type": "urn:sightline:problem:infeasible",
    "title": "Infeasible",
    "status": 422,
    "code": "infeasible",
    "detail": "The weights cannot sum to one.",
    "retryable": False,
    "constraints": ["max_weight"],
}


def asking(prefer: str | None = "wait=0") -> Request:
    headers = {} if prefer is None else {"HTTP_PREFER": prefer}
    return Request(APIRequestFactory().post("/", **headers))


def submitted(owner: User) -> JobInfo:
    return job_submit(kind="tests.plain", params={}, owner_id=owner.pk)


def held_by_worker(job_id: UUID) -> lifecycle.Claim:
    held = lifecycle.claim(job_id=job_id, worker="w")
    assert held is not None
    return held


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, 10),
        ("", 10),
        ("wait=0", 0),
        ("wait=25", 25),
        ("wait=600", 60),
        ("respond-async, wait=3", 3),
        ("respond-async; wait = 3", 3),
        ("await=3", 10),
        ("wait=soon", 10),
        ("wait=-1", 10),
    ],
)
def test_the_header_says_how_long(prefer: str | None, seconds: float) -> None:
    assert preferred_wait(asking(prefer)) == seconds


def test_an_open_job_is_answered_with_202_its_place_and_itself(alice: User) -> None:
    job = submitted(alice)
    answer = respond_with_job(asking(), job)
    assert answer.status_code == 202
    assert answer["Location"] == f"/api/v1/jobs/{job.id}"
    assert (answer.data.id, answer.data.state) == (job.id, "queued")
    assert answer.data.events[0].event == "queued"


def test_a_job_that_ends_in_time_is_answered_with_its_result(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = submitted(alice)

    def work(seconds: float) -> None:
        lifecycle.finish(held_by_worker(job.id), JobOutcome({"answer": 42}))

    monkeypatch.setattr(waiting, "sleep", work)
    answer = respond_with_job(asking("wait=5"), job)
    assert (answer.status_code, answer.data) == (200, {"answer": 42})


def test_a_failed_job_is_answered_with_its_own_problem(alice: User) -> None:
    job = submitted(alice)
    lifecycle.fail(held_by_worker(job.id), PROBLEM, again=False)
    with pytest.raises(ProblemError) as problem:
        respond_with_job(asking(), job_peek(job_id=job.id))
    assert problem.value.document() == PROBLEM


def test_a_dead_job_without_a_reason_says_that_its_worker_vanished(alice: User) -> None:
    job = submitted(alice)
    Job.objects.filter(pk=job.id).update(state="dead", attempt=3)
    with pytest.raises(ProblemError) as problem:
        respond_with_job(asking(), job_peek(job_id=job.id))
    assert (problem.value.status, problem.value.code) == (500, "worker_lost")


def test_a_cancelled_job_is_a_conflict(alice: User) -> None:
    job = submitted(alice)
    job_cancel(job_id=job.id, user_id=alice.pk)
    with pytest.raises(ProblemError) as problem:
        respond_with_job(asking(), job_peek(job_id=job.id))
    assert (problem.value.status, problem.value.code) == (409, "job_cancelled")


def test_past_the_places_for_waiting_it_answers_at_once(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(seconds: float) -> None:
        raise AssertionError("it waited")

    class Full:
        def acquire(self, **_: Any) -> bool:
            return False

    monkeypatch.setattr(waiting, "sleep", never)
    monkeypatch.setattr(waiting, "_places", Full())
    assert respond_with_job(asking("wait=60"), submitted(alice)).status_code == 202
