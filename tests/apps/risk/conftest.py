"""Real history, and a worker that does each job at once."""

from uuid import UUID

import pytest

from celery_worker.attempt import attempt
from celery_worker.tracked import work_of
from tests.apps.risk.history import demo, shared_panel, stored

__all__ = ["demo", "shared_panel", "stored"]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do each job where it is submitted, by the road that workers take."""

    def do(*, job_id: UUID, task: str, queue: str) -> None:
        attempt(job_id, work_of(task))

    monkeypatch.setattr("apps.jobs.services.enqueue_on_commit", do)
