"""The Celery application of workers and scheduler."""

import os
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Celery would run Django's checks, which load every route and view: 35 MB a process for an answer
# that it does not look at. `manage.py migrate` has run them before any worker starts.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

import django

django.setup()

from celery import Celery  # noqa: E402  needs the app registry above

import celery_worker.heartbeat  # noqa: E402  needs the app registry above
import celery_worker.recycling  # noqa: E402  needs the app registry above
import celery_worker.shutdown  # noqa: E402  needs the app registry above
from apps.jobs.queue.broker import listener_settings  # noqa: E402  needs the app registry above
from celery_worker.queues import QUEUES  # noqa: E402  needs the app registry above
from celery_worker.tracked import register_tasks  # noqa: E402  needs the app registry above

_WORKERS: Final[dict[str, Any]] = {
    "task_default_queue": QUEUES[0],
    # The row decides whether a job is done, so a message is gone once it is received. With late
    # acknowledgement a worker would receive nothing any more after one lost call to Redis.
    "task_queues": {name: {"exchange": name, "no_ack": True} for name in QUEUES},
    "task_create_missing_queues": False,
    "worker_pool": "solo",
    "worker_concurrency": 1,
    "worker_prefetch_multiplier": 1,
    "worker_disable_prefetch": True,
    "worker_enable_remote_control": False,
    "worker_hijack_root_logger": False,
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    "beat_scheduler": "celery_worker.schedule:SlotScheduler",
}

app = Celery("sightline")
app.config_from_object(listener_settings() | _WORKERS)
register_tasks(app)
celery_worker.heartbeat.connect()
celery_worker.recycling.connect()
celery_worker.shutdown.connect()
