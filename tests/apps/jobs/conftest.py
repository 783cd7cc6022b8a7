"""Kinds of jobs that only tests have, and what they ring."""

from typing import Any
from uuid import UUID

import pytest

from apps.jobs import dispatch, kinds
from apps.jobs.kinds import JobKind
from apps.jobs.types import Queue

PLAIN = JobKind("tests.plain", "tests.plain", "default", ("First", "Second"), deadline_s=60)
ONCE = JobKind("tests.once", "tests.once", "ml", retryable=False)


@pytest.fixture(autouse=True)
def test_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (PLAIN, ONCE):
        monkeypatch.setitem(kinds._kinds, kind.name, kind)


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Every ring since the test began; the broker takes them all and holds none."""
    heard: list[UUID] = []

    def ring(*, job_id: UUID, task: str, queue: Queue) -> bool:
        heard.append(job_id)
        return True

    monkeypatch.setattr(dispatch, "ring", ring)
    monkeypatch.setattr(dispatch, "rings_waiting", lambda queue: 0)
    return heard


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every event that was published, at once instead of on commit."""
    events: list[Any] = []
    monkeypatch.setattr("apps.jobs.announce.publish", events.append)
    monkeypatch.setattr("apps.jobs.lifecycle.publish", events.append)
    return events
