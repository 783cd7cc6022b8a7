"""How each way out of the work ends in the row."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group

from apps.core.clock import now
from apps.core.errors import UnavailableError, UnprocessableError
from apps.jobs.models import Job
from apps.jobs.types import (
    JobCancelled,
    JobContext,
    JobHandedBackError,
    JobOutcome,
    JobOverdueError,
    LeaseLostError,
)
from celery_worker.attempt import Work, attempt

pytestmark = pytest.mark.django_db


def raising(error: Exception) -> Work:
    def work(context: JobContext) -> JobOutcome:
        raise error

    return work


def leave_an_effect() -> None:
    Group.objects.create(name="effect")


def row(job_id: UUID) -> Job:
    return Job.objects.get(pk=job_id)


def code_of(job_id: UUID) -> str:
    error = row(job_id).error
    assert error is not None
    return str(error["code"])


def test_work_gets_its_context_and_its_outcome_is_kept(job_id: UUID) -> None:
    def work(context: JobContext) -> JobOutcome:
        assert (context.job_id, context.params) == (job_id, {"n": 1})
        context.step("Second", "half way")
        context.log("a line")
        return JobOutcome({"ok": True}, leave_an_effect)

    attempt(job_id, work)
    found = row(job_id)
    assert (found.state, found.result, found.step) == ("done", {"ok": True}, "Second")
    assert Group.objects.filter(name="effect").exists()
    assert [(line.event, line.message) for line in found.timeline.all()] == [
        ("queued", ""),
        ("started", ""),
        ("step", "half way"),
        ("log", "a line"),
        ("done", ""),
    ]


def test_a_second_message_does_nothing(job_id: UUID) -> None:
    attempt(job_id, lambda context: JobOutcome())
    attempt(job_id, raising(AssertionError("done twice")))
    assert row(job_id).attempt == 1


def test_a_refusal_says_how_long_to_wait(job_id: UUID) -> None:
    refusal = UnavailableError("Later.", retryable=True, headers={"Retry-After": "600"})
    attempt(job_id, raising(refusal))
    found = row(job_id)
    assert found.state == "retrying"
    assert found.dispatch_at is not None
    assert found.dispatch_at > now() + timedelta(seconds=590)


def test_a_message_without_a_row_does_nothing(db: None) -> None:
    attempt(uuid4(), raising(AssertionError("no row")))


@pytest.mark.parametrize(
    ("error", "state", "code"),
    [
        (UnprocessableError("No.", code="infeasible"), "failed", "infeasible"),
        (UnavailableError("Later.", code="venue_away", retryable=True), "retrying", None),
        (ZeroDivisionError(), "retrying", None),
        (JobCancelled(), "cancelled", None),
        (JobOverdueError(), "failed", "job_overdue"),
        (JobHandedBackError(), "retrying", None),
        (LeaseLostError(), "running", None),
    ],
)
def test_each_error_has_its_end(
    job_id: UUID, error: Exception, state: str, code: str | None
) -> None:
    attempt(job_id, raising(error))
    found = row(job_id)
    assert (found.state, found.error and found.error["code"]) == (state, code)


def test_a_defect_is_tried_three_times_and_its_trace_stays_in_the_log(job_id: UUID) -> None:
    for _ in range(3):
        attempt(job_id, raising(ZeroDivisionError("secret 42")))
    found = row(job_id)
    assert (found.state, code_of(job_id)) == ("dead", "job_defect")
    assert "42" not in str(found.error)


def test_a_problem_while_storing_leaves_no_effect(job_id: UUID) -> None:
    def persist() -> None:
        Group.objects.create(name="effect")
        raise UnprocessableError("Taken.", code="taken")

    attempt(job_id, lambda context: JobOutcome({}, persist))
    assert (row(job_id).state, code_of(job_id)) == ("failed", "taken")
    assert not Group.objects.exists()
