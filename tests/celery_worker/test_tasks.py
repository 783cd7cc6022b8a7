"""Every kind has a task, every task has its work, and a fresh worker is light."""

import subprocess
import sys

import pytest

from apps.jobs import kinds
from celery_worker.app import app
from celery_worker.queues import PLAN, QUEUES
from celery_worker.tracked import work_of

HEAVY = ("torch", "xgboost", "shap", "arch", "pypfopt", "sklearn", "pyspark", "statsmodels")
PRODUCT_KINDS = [kind for kind in kinds.all_kinds() if not kind.name.startswith("tests.")]


@pytest.mark.parametrize("kind", PRODUCT_KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_task_and_work(kind: kinds.JobKind) -> None:
    assert kind.task in app.tasks
    assert callable(work_of(kind.task))
    assert kind.queue in QUEUES


def test_a_fresh_worker_has_loaded_no_training_library() -> None:
    code = (
        f"import sys, celery_worker.app\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_queue_has_a_worker() -> None:
    assert {queue for plan in PLAN for queue in plan.queues} == set(QUEUES)
    assert len({plan.name for plan in PLAN}) == len(PLAN)


def test_no_worker_forks() -> None:
    assert all("--pool=solo" in plan.command() for plan in PLAN)
    assert app.conf.worker_pool == "solo"


def test_messages_are_gone_once_received_and_travel_as_json() -> None:
    conf = app.conf
    queues = app.amqp.queues
    assert {name: queue.no_ack for name, queue in queues.items()} == dict.fromkeys(QUEUES, True)
    assert (conf.worker_prefetch_multiplier, conf.worker_disable_prefetch) == (1, True)
    assert (conf.task_serializer, conf.accept_content) == ("json", ["json"])
