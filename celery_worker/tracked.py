"""`@tracked(name)`: makes a function of the work into the Celery task of that name."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from celery import shared_task

from celery_worker.attempt import Work, attempt

WORKS: dict[str, Work] = {}
"""Task name to work, for whoever runs jobs without a worker."""


def tracked(name: str) -> Callable[[Work], Any]:
    """Return a decorator that registers work as the task `name`.

    The task gets only the id of a row: it claims the row, does the work under a lease and writes
    the end, so hearing it twice, late or never does no harm.
    """

    def decorate(work: Work) -> Any:
        WORKS[name] = work

        def task(job_id: str) -> None:
            attempt(UUID(job_id), work)

        task.__name__, task.__doc__ = work.__name__, work.__doc__
        return shared_task(name=name)(task)

    return decorate
