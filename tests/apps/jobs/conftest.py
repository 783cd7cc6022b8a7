"""Kinds of jobs that only tests have, and what they enqueue."""

from typing import Any
from uuid import UUID

import pytest

from apps.jobs import kinds
from apps.jobs.kinds import JobKind
from apps.jobs.queue import dispatch
from apps.jobs.types import Queue
from tests.registries import having

PLAIN = JobKind("tests.plain", "tests.plain", "default", ("First", "Second"), deadline_s=60)
ONCE = JobKind("tests.once", "tests.once", "ml", retryable=False)


@pytest.fixture(autouse=True)
def test_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (PLAIN, ONCE):
        having(monkeypatch, kinds.KINDS, {kind.name: kind})


@pytest.fixture
def enqueued(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Every message since the test began; the broker takes them all and holds none."""
    sent: list[UUID] = []

    def enqueue(*, job_id: UUID, task: str, queue: Queue) -> bool:
        sent.append(job_id)
        return True

    monkeypatch.setattr(dispatch, "enqueue", enqueue)
    monkeypatch.setattr(dispatch, "messages_waiting", lambda queue: 0)
    return sent


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every event that was published, at once instead of on commit."""
    events: list[Any] = []
    monkeypatch.setattr("apps.jobs.announce.publish", events.append)
    monkeypatch.setattr("apps.jobs.leases.lifecycle.publish", events.append)
    return events
