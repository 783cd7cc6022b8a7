"""The Celery application of workers and scheduler."""

import os
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from celery import Celery  # noqa: E402  needs the app registry above

import celery_worker.heartbeat  # noqa: E402  needs the app registry above
import celery_worker.shutdown  # noqa: E402  needs the app registry above
from apps.jobs.broker import listener_settings  # noqa: E402  needs the app registry above
from celery_worker.queues import QUEUES  # noqa: E402  needs the app registry above
from celery_worker.tracked import register_tasks  # noqa: E402  needs the app registry above

_WORKERS: Final[dict[str, Any]] = {
    "task_default_queue": QUEUES[0],
    # The row decides whether a job is done; a bell that is heard twice does nothing.
    "task_acks_late": True,
    "task_acks_on_failure_or_timeout": True,
    "task_reject_on_worker_lost": False,
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
celery_worker.shutdown.connect()
