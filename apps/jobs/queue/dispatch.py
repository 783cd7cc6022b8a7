"""Notify workers that a job's row waits; a lost message costs time only."""

from functools import cache, partial
from threading import Lock
from time import monotonic
from typing import Final
from uuid import UUID

import structlog
from celery import Celery
from django.db import transaction
from kombu.exceptions import OperationalError
from redis import RedisError

from apps.core.redis import redis_client
from apps.jobs.queue.broker import publisher_settings
from apps.jobs.types import Queue

log = structlog.get_logger(__name__)

QUIET_S: Final = 5.0
"""After a failed message nobody tries for this long, so that one request waits and not each."""


class Breaker:
    """Remembers that the broker did not answer."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._quiet_until = 0.0

    def try_now(self) -> bool:
        """Return whether a try makes sense."""
        with self._lock:
            return monotonic() >= self._quiet_until

    def failed(self) -> None:
        """Note that the broker did not answer."""
        with self._lock:
            self._quiet_until = monotonic() + QUIET_S

    def answered(self) -> None:
        """Note that it did."""
        with self._lock:
            self._quiet_until = 0.0


breaker = Breaker()


@cache
def _publisher() -> Celery:
    app = Celery("sightline-dispatch", set_as_current=False)
    app.conf.update(publisher_settings())
    return app


def enqueue(*, job_id: UUID, task: str, queue: Queue) -> bool:
    """Publish the task of a row; return whether the broker accepted it, within two seconds."""
    if not breaker.try_now():
        return False
    try:
        # Without a second try: a request does not wait for the broker, the sweeper sends again.
        _publisher().send_task(
            task, args=[str(job_id)], queue=queue, retry=False, ignore_result=True
        )
    except (OperationalError, RedisError, OSError) as error:
        breaker.failed()
        log.warning("dispatch_lost", job=str(job_id), error=str(error))
        return False
    breaker.answered()
    return True


def messages_waiting(queue: Queue) -> int | None:
    """Return how many messages wait in a queue, None when the broker does not answer."""
    try:
        return int(redis_client().llen(queue))
    except RedisError:
        return None


def enqueue_on_commit(*, job_id: UUID, task: str, queue: Queue) -> None:
    """Enqueue once the row is there for others to see."""
    # Robust, as the row is stored by then: a failure here must not fail the request.
    transaction.on_commit(partial(enqueue, job_id=job_id, task=task, queue=queue), robust=True)
