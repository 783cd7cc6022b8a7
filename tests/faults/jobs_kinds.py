"""Jobs that leave a countable effect, hang, or eat their worker."""

import os
import signal
import time

from django.db import connection

from apps.jobs import kinds
from apps.jobs.types import JobContext, JobOutcome
from celery_worker.app import app
from celery_worker.tracked import register_tasks, tracked

EFFECT, POISON, ENDLESS, DEAF = "faults.effect", "faults.poison", "faults.endless", "faults.deaf"


@tracked(EFFECT)
def effect(context: JobContext) -> JobOutcome:
    """Take a moment, then leave one row."""
    for part in range(4):
        context.progress(part / 4)
        time.sleep(context.params["seconds"] / 4)

    def persist() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effects (job) VALUES (%s)", [context.job_id.hex])

    return JobOutcome({"number": context.params["number"]}, persist)


@tracked(POISON)
def poison(context: JobContext) -> JobOutcome:
    """Die as a process that runs out of memory does."""
    os.kill(os.getpid(), signal.SIGKILL)
    return JobOutcome()


@tracked(ENDLESS)
def endless(context: JobContext) -> JobOutcome:
    """Never end, but ask whether to."""
    while True:
        context.check_cancelled()
        time.sleep(0.05)


@tracked(DEAF)
def deaf(context: JobContext) -> JobOutcome:
    """Never end and never ask."""
    time.sleep(3_600)
    return JobOutcome()


for _name, _deadline in ((EFFECT, 60), (POISON, 60), (ENDLESS, 600), (DEAF, 2)):
    kinds.register(kinds.JobKind(_name, _name, "default", ("Work",), deadline_s=_deadline))
register_tasks(app)
