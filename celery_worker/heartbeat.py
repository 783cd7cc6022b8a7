"""A worker's sign of life: a row every ten seconds, from a thread that needs no broker."""

import os
import threading
from typing import Any, Final

import structlog
from celery.signals import celeryd_after_setup
from django.db import DatabaseError, connection

from apps.jobs.services import worker_seen

log = structlog.get_logger(__name__)

BEAT_S: Final = 10.0


def connect() -> None:
    """Start the thread when a worker is set up."""
    celeryd_after_setup.connect(_start, weak=False)


def _start(sender: str, instance: Any, **_: object) -> None:
    queues = tuple(instance.app.amqp.queues.consume_from)
    threading.Thread(target=_run, args=(sender, queues), name="heartbeat", daemon=True).start()


def _run(name: str, queues: tuple[str, ...]) -> None:
    pause = threading.Event()
    while True:
        show(name, queues)
        pause.wait(BEAT_S)


def show(name: str, queues: tuple[str, ...]) -> None:
    """Write one sign of life."""
    try:
        worker_seen(name=name, queues=queues, pid=os.getpid())
    except DatabaseError as error:
        log.warning("heartbeat_missed", worker=name, error=str(error))
    finally:
        connection.close()
