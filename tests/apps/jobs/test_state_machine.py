"""Any order of claims, kills, cancels, sweeps and retries keeps the promises of the row."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import User
from apps.core.errors import ConflictError
from apps.jobs.kinds import MAX_ATTEMPTS
from apps.jobs.leases import lifecycle
from apps.jobs.leases.sweeper import sweep
from apps.jobs.models import Job
from apps.jobs.services import job_cancel, job_retry, job_submit
from apps.jobs.timing import LEASE
from apps.jobs.types import JobOutcome, LeaseLostError

pytestmark = pytest.mark.django_db
ENDED = {"done", "failed", "cancelled", "dead"}
ACTIONS = (
    "claim", "finish", "finish_stale", "fail", "fail_again", "renew", "hand_back", "stop",
    "time", "sweep", "cancel", "retry",
)  # fmt: skip


@dataclass
class World:
    """One job, the claims that were ever given out, and the effects that were kept."""

    job_id: UUID
    owner_id: int
    clock: Any
    claims: list[lifecycle.Claim] = field(default_factory=list)
    effects: list[int] = field(default_factory=list)
    retries: int = 0

    def act(self, action: str) -> None:
        try:
            getattr(self, action)()
        except (LeaseLostError, ConflictError):
            return

    def claim(self) -> None:
        held = lifecycle.claim(job_id=self.job_id, worker="w")
        if held is not None:
            self.claims.append(held)

    def finish(self) -> None:
        if self.claims:
            lifecycle.finish(self.claims[-1], JobOutcome({}, lambda: self.effects.append(1)))

    def finish_stale(self) -> None:
        for held in self.claims[:-1]:
            with pytest.raises(LeaseLostError):
                lifecycle.finish(held, JobOutcome({}, lambda: self.effects.append(1)))

    def fail(self) -> None:
        self._fail(again=False)

    def fail_again(self) -> None:
        self._fail(again=True)

    def _fail(self, *, again: bool) -> None:
        if self.claims:
            lifecycle.fail(self.claims[-1], {"detail": "no"}, again=again)

    def renew(self) -> None:
        if self.claims:
            lifecycle.renew(self.claims[-1])

    def hand_back(self) -> None:
        if self.claims:
            lifecycle.hand_back(self.claims[-1])

    def stop(self) -> None:
        if self.claims and lifecycle.cancel_requested(self.claims[-1]):
            lifecycle.cancel(self.claims[-1])

    def time(self) -> None:
        self.clock.shift(LEASE + timedelta(seconds=1))

    def sweep(self) -> None:
        sweep()

    def cancel(self) -> None:
        job_cancel(job_id=self.job_id, user_id=self.owner_id)

    def retry(self) -> None:
        job_retry(job_id=self.job_id, user_id=self.owner_id)
        self.retries += 1


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(actions=st.lists(st.sampled_from(ACTIONS), max_size=25))
def test_promises_hold(alice: User, enqueued: list[UUID], actions: list[str]) -> None:
    with transaction.atomic(), time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        job = job_submit(kind="tests.plain", params={}, owner_id=alice.pk)
        world, before = World(job.id, alice.pk, clock), Job.objects.get(pk=job.id)
        for action in actions:
            world.act(action)
            row = Job.objects.get(pk=job.id)
            _check(world, before, row, action)
            before = row
        transaction.set_rollback(True)


def _check(world: World, before: Job, row: Job, action: str) -> None:
    assert row.fence >= before.fence
    assert row.attempt <= MAX_ATTEMPTS
    # A done job has its effect exactly once; only a retry by hand may open an ended one again.
    assert len(world.effects) == (row.state == "done")
    if before.state in ENDED and action != "retry":
        assert row.state == before.state
    assert before.state != "done" or row.state == "done"
    assert (row.state == "running") == (row.lease_until is not None)
    assert (row.state in ENDED) == (row.finished_at is not None)
    assert row.state not in {"failed", "dead"} or row.error is not None
