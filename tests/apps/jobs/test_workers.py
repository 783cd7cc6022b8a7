"""Which workers live, and what readiness says of them."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.jobs.models import WorkerHeartbeat
from apps.jobs.selectors import workers_alive, workers_health
from apps.jobs.services import worker_seen
from apps.jobs.timing import WORKER_ALIVE

pytestmark = pytest.mark.django_db


def seen(name: str, *queues: str, ago: timedelta = timedelta()) -> None:
    worker_seen(name=name, queues=queues, pid=1)
    WorkerHeartbeat.objects.filter(pk=name).update(seen_at=now() - ago)


def test_a_worker_lives_while_its_last_sign_is_young() -> None:
    seen("a", "default", ago=WORKER_ALIVE - timedelta(seconds=2))
    seen("b", "default", ago=WORKER_ALIVE + timedelta(seconds=1))
    assert [(worker.name, worker.alive) for worker in workers_alive()] == [
        ("a", True),
        ("b", False),
    ]


def test_a_second_sign_replaces_the_first() -> None:
    seen("a", "default", ago=WORKER_ALIVE * 2)
    worker_seen(name="a", queues=("default", "ml"), pid=2)
    (worker,) = workers_alive()
    assert (worker.queues, worker.alive) == (("default", "ml"), True)


def test_every_queue_needs_a_living_worker() -> None:
    seen("a", "default", "ingest")
    seen("b", "ml", ago=WORKER_ALIVE * 2)
    health = workers_health()
    assert (health.ok, health.essential) == (False, False)
    assert health.detail == "no living worker for: ml"
    seen("b", "ml")
    assert workers_health().ok
