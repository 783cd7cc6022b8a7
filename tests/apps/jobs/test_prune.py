"""Old jobs go, open ones and young ones stay."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.core.clock import now
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.jobs.timing import KEEP
from apps.jobs.types import JobContext
from apps.jobs.work import prune

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "age", "stays"),
    [
        ("done", KEEP + timedelta(seconds=1), False),
        ("dead", KEEP + timedelta(seconds=1), False),
        ("done", KEEP - timedelta(seconds=5), True),
        ("queued", KEEP * 2, True),
    ],
)
def test_prune(state: str, age: timedelta, stays: bool) -> None:
    job_id = job_submit(kind="tests.plain", params={}, owner_id=None).id
    finished = None if state == "queued" else now() - age
    Job.objects.filter(pk=job_id).update(state=state, created_at=now() - age, finished_at=finished)
    outcome = prune(JobContext(uuid4(), None, {}))
    assert outcome.persist is not None
    outcome.persist()
    assert Job.objects.filter(pk=job_id).exists() == stays
