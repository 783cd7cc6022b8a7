"""The routes of jobs, for the owner, for the outsider and for nobody."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.jobs.leases import lifecycle
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.jobs.types import JobOutcome

pytestmark = pytest.mark.django_db
KEYS = {
    "id", "kind", "state", "progress", "step", "steps", "eta", "events", "result", "error",
}  # fmt: skip


def submitted(owner: User | None, number: int = 0) -> UUID:
    owner_id = owner.pk if owner else None
    return job_submit(kind="tests.plain", params={"n": number}, owner_id=owner_id).id


def finished(owner: User | None) -> UUID:
    job_id = submitted(owner)
    held = lifecycle.claim(job_id=job_id, worker="w")
    assert held is not None
    lifecycle.finish(held, JobOutcome({"answer": 42}))
    return job_id


def failed(owner: User | None) -> UUID:
    job_id = submitted(owner)
    held = lifecycle.claim(job_id=job_id, worker="w")
    assert held is not None
    error = {"detail": "No.", "code": "no", "status": 422, "title": "No", "retryable": False}
    lifecycle.fail(held, error, again=False)
    return job_id


# The list


def test_the_list_shows_own_and_system_jobs_newest_first(
    alice: User, bob: User, alice_api: APIClient
) -> None:
    first, second = submitted(alice), submitted(None)
    submitted(bob)
    body = alice_api.get(reverse("jobs")).json()
    assert [job["id"] for job in body["results"]] == [str(second), str(first)]
    assert body["next"] is None
    assert set(body["results"][0]) >= KEYS - {"result"}


def test_the_list_comes_in_pages(alice: User, alice_api: APIClient) -> None:
    ids = [str(submitted(alice, number)) for number in range(5)]
    page = alice_api.get(reverse("jobs"), {"limit": 3}).json()
    rest = alice_api.get(reverse("jobs"), {"limit": 3, "cursor": page["next"]}).json()
    found = [job["id"] for job in page["results"] + rest["results"]]
    assert found == ids[::-1]
    assert rest["next"] is None


def test_the_list_costs_two_queries_whatever_its_length(
    alice: User, alice_api: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        submitted(alice, number)
    # session, person, jobs, their timelines
    with django_assert_num_queries(4):
        assert len(alice_api.get(reverse("jobs")).json()["results"]) == 10


@pytest.mark.parametrize(
    ("query", "count"), [({"state": "done"}, 1), ({"kind": "tests.plain"}, 2), ({"kind": "x"}, 0)]
)
def test_the_list_can_be_narrowed(
    alice: User, alice_api: APIClient, query: dict[str, str], count: int
) -> None:
    finished(alice)
    submitted(alice, 1)
    assert len(alice_api.get(reverse("jobs"), query).json()["results"]) == count


def test_the_list_refuses_an_unknown_state(alice_api: APIClient) -> None:
    answer = alice_api.get(reverse("jobs"), {"state": "asleep"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "state"


# One job


def test_a_job_has_its_timeline_and_result(alice: User, alice_api: APIClient) -> None:
    body = alice_api.get(reverse("job", args=[finished(alice)])).json()
    assert set(body) >= KEYS
    assert (body["state"], body["progress"], body["result"]) == ("done", 1.0, {"answer": 42})
    assert [line["event"] for line in body["events"]] == ["queued", "started", "done"]
    assert body["created_at"].endswith("Z")


def test_a_job_that_nobody_has_is_unknown(alice_api: APIClient) -> None:
    answer = alice_api.get(reverse("job", args=[uuid4()]))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_job")


def test_everyone_sees_a_system_job(charlie_api: APIClient) -> None:
    assert charlie_api.get(reverse("job", args=[finished(None)])).status_code == 200


# Cancel


def test_a_waiting_job_is_cancelled_at_once(alice: User, alice_api: APIClient) -> None:
    job_id = submitted(alice)
    body = alice_api.post(reverse("job-cancel", args=[job_id])).json()
    assert body["state"] == "cancelled"
    assert body["finished_at"] is not None
    assert lifecycle.claim(job_id=job_id, worker="w") is None


def test_a_running_job_is_asked_to_stop(alice: User, alice_api: APIClient) -> None:
    job_id = submitted(alice)
    held = lifecycle.claim(job_id=job_id, worker="w")
    assert held is not None
    body = alice_api.post(reverse("job-cancel", args=[job_id])).json()
    assert (body["state"], body["events"][-1]["event"]) == ("running", "cancelling")
    assert lifecycle.cancel_requested(held)


def test_cancelling_twice_is_no_error(alice: User, alice_api: APIClient) -> None:
    job_id = submitted(alice)
    for _ in range(2):
        answer = alice_api.post(reverse("job-cancel", args=[job_id]))
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


def test_an_ended_job_cannot_be_cancelled(alice: User, alice_api: APIClient) -> None:
    answer = alice_api.post(reverse("job-cancel", args=[finished(alice)]))
    assert (answer.status_code, answer.json()["code"]) == (409, "job_ended")


# Retry


def test_a_failed_job_starts_from_the_beginning(alice: User, alice_api: APIClient) -> None:
    job_id = failed(alice)
    body = alice_api.post(reverse("job-retry", args=[job_id])).json()
    assert (body["id"], body["state"], body["attempt"]) == (str(job_id), "queued", 0)
    assert body["error"] is None
    assert lifecycle.claim(job_id=job_id, worker="w") is not None


def test_a_done_job_cannot_be_tried_again(alice: User, alice_api: APIClient) -> None:
    answer = alice_api.post(reverse("job-retry", args=[finished(alice)]))
    assert (answer.status_code, answer.json()["code"]) == (409, "job_not_retryable")


def test_a_failed_job_with_an_equal_open_one_stays_failed(
    alice: User, alice_api: APIClient
) -> None:
    job_id = failed(alice)
    submitted(alice)
    answer = alice_api.post(reverse("job-retry", args=[job_id]))
    assert (answer.status_code, answer.json()["code"]) == (409, "job_already_open")
    assert Job.objects.get(pk=job_id).state == "failed"


# Who may


@pytest.mark.parametrize(
    ("method", "name"), [("get", "job"), ("post", "job-cancel"), ("post", "job-retry")]
)
def test_the_outsider_sees_nothing(
    alice: User, charlie_api: APIClient, method: str, name: str
) -> None:
    answer = getattr(charlie_api, method)(reverse(name, args=[failed(alice)]))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_job")


@pytest.mark.parametrize("name", ["job-cancel", "job-retry"])
def test_a_system_job_can_only_be_watched(charlie_api: APIClient, name: str) -> None:
    answer = charlie_api.post(reverse(name, args=[failed(None)]))
    assert (answer.status_code, answer.json()["code"]) == (403, "system_job")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "jobs"),
        ("get", f"jobs/{UUID(int=1)}"),
        ("post", f"jobs/{UUID(int=1)}/cancel"),
        ("post", f"jobs/{UUID(int=1)}/retry"),
    ],
)
def test_nobody_gets_nothing(anonymous_api: APIClient, method: str, path: str) -> None:
    assert getattr(anonymous_api, method)(f"/api/v1/{path}").status_code == 401
