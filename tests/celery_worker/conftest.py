"""A kind of job that only tests have, and claims on jobs of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from apps.accounts.models import User
from apps.jobs import kinds
from apps.jobs.kinds import JobKind
from apps.jobs.leases import lifecycle
from apps.jobs.services import job_submit
from tests.registries import having

KIND = JobKind("tests.plain", "tests.plain", "default", ("First", "Second"), deadline_s=60)


@pytest.fixture(autouse=True)
def test_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    having(monkeypatch, kinds.KINDS, {KIND.name: KIND})


@pytest.fixture
def job_id(alice: User) -> UUID:
    return job_submit(kind=KIND.name, params={"n": 1}, owner_id=alice.pk).id


@pytest.fixture
def held(job_id: UUID) -> lifecycle.Claim:
    found = lifecycle.claim(job_id=job_id, worker="w")
    assert found is not None
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A monotonic clock for recorders that moves only by hand."""
    time = [1_000.0]
    monkeypatch.setattr("celery_worker.recorder.monotonic", lambda: time[0])

    def advance(seconds: float) -> Any:
        time[0] += seconds

    return advance
