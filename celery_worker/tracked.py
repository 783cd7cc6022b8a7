"""`@tracked(name)`: makes a function the work of the task `name`.

The Celery task of that name gets only the id of a row: it claims the row whose turn it is in its
queue, does the work under a lease and writes the end, so getting it twice, late or never does no
harm. The module of the work
is loaded when its first job comes, so a worker carries only the libraries that it needs.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final
from uuid import UUID

from celery import Celery

from apps.core.extension.registry import Registry
from apps.jobs import kinds
from apps.jobs.types import JobContext, JobOutcome, Queue
from celery_worker.attempt import Work, attempt_next

WORKS: Final = Registry[str, Work]("task")


def tracked(name: str) -> Callable[[Work], Work]:
    """Return a decorator that makes a function the work of the task `name`."""

    def decorate(work: Work) -> Work:
        return WORKS.add(name, work)

    return decorate


def work_of(task: str) -> Work:
    """Return the work of a task, from `celery_worker/tasks/<app>.py`."""
    if task not in WORKS:
        import_module(f"celery_worker.tasks.{task.partition('.')[0]}")
    return WORKS[task]


def register_tasks(app: Celery) -> None:
    """Make a Celery task of every registered kind."""
    for kind in kinds.all_kinds():
        if kind.task not in app.tasks:
            app.task(_receiver(kind.queue), name=kind.task)


def _work_later(task: str) -> Work:
    def work(context: JobContext) -> JobOutcome[object]:
        # Loaded inside the attempt: a module that does not load fails the job, not the worker.
        return work_of(task)(context)

    return work


def _receiver(queue: Queue) -> Callable[[str], None]:
    def receive(job_id: str) -> None:
        attempt_next(UUID(job_id), queue, _work_later)

    return receive
