"""Claims, leases and fences: whoever lost the row can change nothing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from apps.accounts.models import User
from apps.core.clock import now
from apps.jobs.leases import lifecycle
from apps.jobs.models import Job
from apps.jobs.services import job_cancel, job_submit
from apps.jobs.timing import LEASE
from apps.jobs.types import JobOutcome, LeaseLostError

pytestmark = [pytest.mark.django_db, pytest.mark.every_case]
PROBLEM = {"detail": "No.", "code": "no", "status": 422, "title": "No", "retryable": False}


def submitted(owner: User, kind: str = "tests.plain") -> UUID:
    return job_submit(kind=kind, params={}, owner_id=owner.pk).id


def claimed(job_id: UUID, worker: str = "w1") -> lifecycle.Claim:
    held = lifecycle.claim(job_id=job_id, worker=worker)
    assert held is not None
    return held


def expire(job_id: UUID) -> None:
    Job.objects.filter(pk=job_id).update(lease_until=now() - timedelta(seconds=1))


def test_a_claim_takes_the_row_with_a_lease_and_a_deadline(alice: User) -> None:
    job_id = submitted(alice)
    with time_machine.travel("2026-03-29T00:59:59Z", tick=False):
        held = claimed(job_id)
        row = Job.objects.get(pk=job_id)
        assert (row.state, row.attempt, row.fence, row.worker) == ("running", 1, 1, "w1")
        assert row.lease_until == now() + LEASE
        assert held.deadline_at == row.deadline_at == now() + timedelta(seconds=60)


def test_a_held_row_cannot_be_claimed(alice: User) -> None:
    job_id = submitted(alice)
    claimed(job_id)
    assert lifecycle.claim(job_id=job_id, worker="w2") is None


def test_an_expired_row_can_be_claimed_and_the_fence_moves_on(alice: User) -> None:
    job_id = submitted(alice)
    first = claimed(job_id)
    expire(job_id)
    second = claimed(job_id, "w2")
    assert (second.fence, second.attempt) == (first.fence + 1, 2)


@pytest.mark.parametrize("state", ["done", "failed", "cancelled", "dead"])
def test_an_ended_row_cannot_be_claimed(alice: User, state: str) -> None:
    job_id = submitted(alice)
    Job.objects.filter(pk=job_id).update(state=state)
    assert lifecycle.claim(job_id=job_id, worker="w1") is None


def test_finishing_stores_result_and_effects_together(alice: User) -> None:
    job_id, effects = submitted(alice), []
    held = claimed(job_id)
    lifecycle.finish(held, JobOutcome({"x": float("nan")}, lambda: effects.append(1)))
    row = Job.objects.get(pk=job_id)
    assert (row.state, row.result, row.progress, effects) == ("done", {"x": None}, 1.0, [1])
    assert row.finished_at is not None
    assert row.lease_until is None


def test_what_a_job_found_stays_in_its_row(alice: User) -> None:
    job_id = submitted(alice)
    lifecycle.finish(claimed(job_id), JobOutcome(message="No symbol was due."))
    assert Job.objects.get(pk=job_id).message == "No symbol was due."


def test_an_expired_lease_alone_does_not_void_a_claim(alice: User) -> None:
    job_id = submitted(alice)
    held = claimed(job_id)
    expire(job_id)
    lifecycle.finish(held, JobOutcome())
    assert Job.objects.get(pk=job_id).state == "done"


def test_a_failing_persist_leaves_the_row_running(alice: User) -> None:
    job_id = submitted(alice)
    held = claimed(job_id)
    with pytest.raises(ZeroDivisionError):
        lifecycle.finish(held, JobOutcome({}, lambda: 1 // 0))  # type: ignore[arg-type]
    assert Job.objects.get(pk=job_id).state == "running"


def _stale(alice: User) -> tuple[UUID, lifecycle.Claim]:
    job_id = submitted(alice)
    stale = claimed(job_id)
    expire(job_id)
    claimed(job_id, "w2")
    return job_id, stale


@pytest.mark.parametrize(
    "write",
    [
        lambda held, effect: lifecycle.finish(held, JobOutcome({}, effect)),
        lambda held, effect: lifecycle.fail(held, PROBLEM, again=False),
        lambda held, effect: lifecycle.fail(held, PROBLEM, again=True),
        lambda held, effect: lifecycle.cancel(held),
        lambda held, effect: lifecycle.hand_back(held),
        lambda held, effect: lifecycle.renew(held),
        lambda held, effect: lifecycle.cancel_requested(held),
        lambda held, effect: lifecycle.record(held, progress=0.5, step="", message="", event="log"),
    ],
    ids=["finish", "fail", "again", "cancel", "hand_back", "renew", "cancel_requested", "record"],
)
def test_a_stale_worker_changes_nothing(alice: User, write: Any) -> None:
    job_id, stale = _stale(alice)
    before, effects = Job.objects.filter(pk=job_id).values().get(), []
    lines = Job.objects.get(pk=job_id).timeline.count()
    with pytest.raises(LeaseLostError):
        write(stale, lambda: effects.append(1))
    assert Job.objects.filter(pk=job_id).values().get() == before
    assert Job.objects.get(pk=job_id).timeline.count() == lines
    assert effects == []


def test_a_readable_failure_ends_the_job(alice: User) -> None:
    job_id = submitted(alice)
    lifecycle.fail(claimed(job_id), PROBLEM, again=False)
    row = Job.objects.get(pk=job_id)
    assert (row.state, row.error, row.message) == ("failed", PROBLEM, "No.")


def test_a_failure_that_may_pass_is_tried_later_each_time(alice: User) -> None:
    job_id = submitted(alice)
    for attempt, seconds in ((1, 5), (2, 10)):
        with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
            lifecycle.fail(claimed(job_id), PROBLEM, again=True)
            row = Job.objects.get(pk=job_id)
            assert (row.state, row.attempt) == ("retrying", attempt)
            assert row.dispatch_at == now() + timedelta(seconds=seconds)
            assert (row.error, row.finished_at) == (None, None)


def test_who_refused_is_left_alone_for_as_long_as_it_asks(alice: User) -> None:
    job_id = submitted(alice)
    for asked, waited in ((600.0, 600), (1.0, 10)):  # never sooner than without being asked
        with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
            lifecycle.fail(claimed(job_id), PROBLEM, again=True, wait_s=asked)
            row = Job.objects.get(pk=job_id)
            assert row.dispatch_at == now() + timedelta(seconds=waited)


def test_the_third_failure_is_the_last(alice: User) -> None:
    job_id = submitted(alice)
    for _ in range(3):
        lifecycle.fail(claimed(job_id), PROBLEM, again=True)
    row = Job.objects.get(pk=job_id)
    assert (row.state, row.attempt, row.error) == ("dead", 3, PROBLEM)


def test_a_fourth_claim_buries_the_row(alice: User) -> None:
    job_id = submitted(alice)
    for _ in range(3):
        claimed(job_id)
        expire(job_id)
    assert lifecycle.claim(job_id=job_id, worker="w4") is None
    row = Job.objects.get(pk=job_id)
    assert row.state == "dead"
    assert row.error is not None
    assert row.error["code"] == "worker_lost"
    assert "3 times" in row.error["detail"]


def test_a_handed_back_attempt_does_not_count(alice: User) -> None:
    job_id = submitted(alice)
    for _ in range(5):
        lifecycle.hand_back(claimed(job_id))
    row = Job.objects.get(pk=job_id)
    assert (row.state, row.attempt, row.lease_until) == ("retrying", 0, None)


def test_progress_renews_the_lease_and_reports_a_cancel(alice: User) -> None:
    job_id = submitted(alice)
    held = claimed(job_id)
    expire(job_id)
    wanted = lifecycle.record(held, progress=0.4, step="First", message="m", event=None)
    row = Job.objects.get(pk=job_id)
    assert (wanted, row.progress, row.step, row.message) == (False, 0.4, "First", "m")
    assert row.lease_until is not None
    assert row.lease_until > now()
    job_cancel(job_id=job_id, user_id=alice.pk)
    assert lifecycle.record(held, progress=0.5, step="First", message="m", event=None)


@pytest.mark.parametrize(
    ("progress", "seconds"), [(0.0, None), (0.01, None), (0.25, 30), (0.5, 10), (1.0, None)]
)
def test_the_expected_end_follows_the_pace(progress: float, seconds: int | None) -> None:
    """Ten seconds for a quarter leave thirty for the rest."""
    moment = now()
    end = lifecycle.expected_end(moment - timedelta(seconds=10), moment, progress)
    assert end == (moment + timedelta(seconds=seconds) if seconds else None)
