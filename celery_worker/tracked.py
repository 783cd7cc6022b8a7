"""`@tracked(name)`: makes a function the work of the task `name`.

The Celery task of that name gets only the id of a row: it claims the row, does the work under a
lease and writes the end, so hearing it twice, late or never does no harm. The module of the work
is loaded when its first job comes, so a worker carries only the libraries that it needs.
"""

from collections.abc import Callable
from importlib import import_module
from uuid import UUID

from celery import Celery

from apps.jobs import kinds
from apps.jobs.types import JobContext, JobOutcome
from celery_worker.attempt import Work, attempt

_works: dict[str, Work] = {}


def tracked(name: str) -> Callable[[Work], Work]:
    """Return a decorator that makes a function the work of the task `name`."""

    def decorate(work: Work) -> Work:
        _works[name] = work
        return work

    return decorate


def work_of(task: str) -> Work:
    """Return the work of a task, from `celery_worker/tasks/<app>.py`."""
    if task not in _works:
        import_module(f"celery_worker.tasks.{task.partition('.')[0]}")
    return _works[task]


def register_tasks(app: Celery) -> None:
    """Make a Celery task of every registered kind."""
    for kind in kinds.all_kinds():
        if kind.task not in app.tasks:
            app.task(_bell(kind.task), name=kind.task)


def _bell(task: str) -> Callable[[str], None]:
    def work(context: JobContext) -> JobOutcome:
        # Loaded inside the attempt: a module that does not load fails the job, not the worker.
        return work_of(task)(context)

    def bell(job_id: str) -> None:
        attempt(UUID(job_id), work)

    return bell
