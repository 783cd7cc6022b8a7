"""How many open jobs one person may have."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.errors import ProblemError
from apps.jobs.fairness import bounds
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from tests.apps.jobs.conftest import PLAIN
from tests.apps.jobs.test_turns import queue


def submit(user: User | None, n: int, **options: Any) -> JobInfo:
    owner = None if user is None else user.pk
    return job_submit(kind=PLAIN.name, params={"n": n}, owner_id=owner, **options)


def test_the_next_one_is_refused_with_what_to_do(alice: User, bob: User, enqueued) -> None:
    queue(alice, bounds.MAX_OPEN)
    with pytest.raises(ProblemError) as caught:
        submit(alice, 1)
    problem = caught.value
    assert (problem.status, problem.code, problem.retryable) == (429, "too_many_jobs", True)
    assert problem.detail.startswith("You have 200 jobs that have not ended.")
    assert problem.headers == {"Retry-After": "10"}
    assert submit(bob, 1).state == "queued"
    assert submit(None, 1).state == "queued"


def test_an_identical_job_and_a_follow_up_are_not_refused(alice: User, enqueued) -> None:
    first = submit(alice, 1)
    queue(alice, bounds.MAX_OPEN - 1)
    assert submit(alice, 1).id == first.id
    assert submit(alice, 2, follow_up=True).state == "queued"


def test_ended_jobs_and_alerts_on_their_way_do_not_count(alice: User, enqueued) -> None:
    queue(alice, bounds.MAX_OPEN, state="done")
    queue(alice, bounds.MAX_OPEN, kind="alerts.deliver")
    assert submit(alice, 1).state == "queued"


def test_a_kind_may_have_its_own_bound(alice: User, enqueued) -> None:
    queue(alice, 10, kind="market.upload_bars", queue="ingest")
    with pytest.raises(ProblemError, match="10 jobs of this kind"):
        job_submit(kind="market.upload_bars", params={"n": 1}, owner_id=alice.pk)
    assert submit(alice, 1).state == "queued"


def test_trying_again_counts_too(alice: User, alice_api: APIClient, enqueued) -> None:
    (failed,) = queue(alice, 1, state="failed")
    queue(alice, bounds.MAX_OPEN)
    answer = alice_api.post(f"/api/v1/jobs/{failed}/retry")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_jobs")
    assert Job.objects.get(pk=failed).state == "failed"


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_do_not_exceed_it(alice: User, enqueued) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")
    queue(alice, bounds.MAX_OPEN - 3)

    def one(n: int) -> int:
        try:
            submit(alice, n)
        except ProblemError as error:
            return error.status
        else:
            return 202
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(one, range(16)))
    assert statuses == [202] * 3 + [429] * 13
    assert Job.objects.count() == bounds.MAX_OPEN
