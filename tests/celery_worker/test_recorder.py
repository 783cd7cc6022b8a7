"""Progress is damped, steps are not, and every check says why to stop."""

from collections.abc import Callable
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.jobs.leases.lifecycle import Claim
from apps.jobs.models import Job
from apps.jobs.services import job_cancel
from apps.jobs.types import (
    JobCancelled,
    JobContext,
    JobHandedBackError,
    JobOverdueError,
    LeaseLostError,
)
from celery_worker import recorder as recorder_module
from celery_worker.recorder import RowRecorder

pytestmark = pytest.mark.django_db
Advance = Callable[[float], None]


@pytest.fixture
def context(clock: Advance, held: Claim) -> JobContext:
    recorder = RowRecorder(held)
    return JobContext(held.job_id, held.owner_id, held.params, held.steps, recorder)


def progress(context: JobContext) -> float:
    return Job.objects.get(pk=context.job_id).progress


def test_progress_is_written_four_times_a_second_at_most(
    context: JobContext, clock: Advance, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    written = set()
    for number in range(101):
        context.progress(number / 100)
        written.add(progress(context))
        clock(0.01)
    assert len(written) <= 6
    with django_assert_num_queries(0):
        context.progress(1.0)


def test_what_was_only_remembered_is_written_by_a_flush(context: JobContext) -> None:
    context.progress(0.3, "third")
    assert progress(context) == 0.0
    context.recorder.flush()  # type: ignore[attr-defined]
    assert progress(context) == 0.3


@pytest.mark.parametrize(("asked", "written"), [(-1.0, 0.0), (0.5, 0.5), (7.0, 1.0)])
def test_progress_stays_between_nothing_and_all(
    context: JobContext, clock: Advance, asked: float, written: float
) -> None:
    clock(1.0)
    context.progress(asked)
    assert progress(context) == written


@pytest.mark.parametrize("step", ["Second", 1])
def test_a_step_is_written_at_once_and_moves_progress(context: JobContext, step: str | int) -> None:
    context.step(step)
    row = Job.objects.get(pk=context.job_id)
    assert (row.step, row.progress) == ("Second", 0.5)
    assert [line.message for line in row.timeline.all()][-1] == "Second"


def test_a_step_does_not_move_progress_back(context: JobContext, clock: Advance) -> None:
    clock(1.0)
    context.progress(0.8)
    context.step("Second")
    assert progress(context) == 0.8


def test_a_talkative_attempt_does_not_flood_the_timeline(context: JobContext) -> None:
    for number in range(recorder_module._MAX_LINES + 20):
        context.log(str(number))
    lines = Job.objects.get(pk=context.job_id).timeline.filter(event="log").count()
    assert lines == recorder_module._MAX_LINES


def test_cancel_is_seen_within_half_a_second(
    context: JobContext, clock: Advance, alice: User
) -> None:
    job_cancel(job_id=context.job_id, user_id=alice.pk)
    context.check_cancelled()
    clock(0.6)
    with pytest.raises(JobCancelled):
        context.check_cancelled()


def test_checking_in_a_tight_loop_costs_no_queries(
    context: JobContext, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        for _ in range(1_000):
            context.check_cancelled()


def test_past_the_deadline_work_must_stop(context: JobContext, clock: Advance) -> None:
    clock(60.0)
    with pytest.raises(JobOverdueError):
        context.check_cancelled()


def test_during_a_shutdown_work_must_stop(
    context: JobContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "draining_since", lambda: 1.0)
    with pytest.raises(JobHandedBackError):
        context.check_cancelled()


def test_after_the_row_went_to_another_worker_work_must_stop(
    context: JobContext, clock: Advance, job_id: UUID
) -> None:
    Job.objects.filter(pk=job_id).update(fence=99)
    clock(1.0)
    context.progress(0.5)
    with pytest.raises(LeaseLostError):
        context.check_cancelled()
