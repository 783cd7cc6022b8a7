"""`Prefer: wait=N`: answer with the result when the job is done in time, else with the job."""

import re
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import Final
from uuid import UUID

from django.db import connection
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from apps.jobs.problems import cancelled_error, lost_document, stored_error
from apps.jobs.selectors import job_get, job_peek
from apps.jobs.types import JobInfo

DEFAULT_S: Final = 10.0
LONGEST_S: Final = 60.0
_WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*(\d{1,6})", re.IGNORECASE)
_POLL_S: Final = (0.02, 0.05, 0.1, 0.2)
# Each waiting request holds a thread: past this many, further ones get their 202 at once.
_places = BoundedSemaphore(64)


def preferred_wait(request: Request) -> float:
    """Return how many seconds a client wants to wait."""
    found = _WAIT.search(request.headers.get("Prefer", ""))
    return min(float(found[1]), LONGEST_S) if found else DEFAULT_S


def respond_with_job(request: Request, job: JobInfo) -> Response:
    """Answer a request whose work is a job.

    200 with the result when it is done in time; the problem of its own status when it failed;
    else 202 with `Location` and the job.
    """
    settled = _wait(job, preferred_wait(request))
    if settled.state == "done":
        return Response(settled.result or {})
    if settled.state == "cancelled":
        raise cancelled_error()
    if not settled.is_open:
        raise stored_error(settled.error or lost_document(settled.attempt))
    return _accepted(settled)


def _accepted(job: JobInfo) -> Response:
    owner = job.owner_id
    full = job_get(job_id=job.id, user_id=owner) if owner is not None else job
    headers = {"Location": reverse("job", args=[job.id]), "Retry-After": "1"}
    return Response(full, 202, headers=headers)


def _wait(job: JobInfo, seconds: float) -> JobInfo:
    if not job.is_open:
        return job if job.result is not None or job.error else job_peek(job_id=job.id)
    if seconds <= 0 or not _places.acquire(blocking=False):
        return job
    try:
        return _poll(job.id, monotonic() + seconds)
    finally:
        _places.release()


def _poll(job_id: UUID, until: float) -> JobInfo:
    pause = iter(_POLL_S)
    while True:
        job = job_peek(job_id=job_id)
        left = until - monotonic()
        if not job.is_open or left <= 0:
            return job
        if not connection.in_atomic_block:
            connection.close()  # back to the pool: others may query while this one sleeps
        sleep(min(next(pause, _POLL_S[-1]), left))
