"""What a test tells a process with its own settings: `python -m tests.faults.driver COMMAND ...`.

It answers each command with one line of JSON.
"""

import json
import sys
import time

from django.core.management import call_command
from django.db import connection
from django.db.models import Count

import tests.faults.jobs_kinds as faults  # sets Django up
from apps.jobs.models import Job, JobEvent
from apps.jobs.services import job_submit


def prepare() -> object:
    """Make the tables, and one for the effects."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (job VARCHAR(32) NOT NULL)")
    return "ready"


def submit(kind: str, count: str, seconds: str, pause: str) -> object:
    """Submit jobs; each id that is returned was acknowledged."""
    ids, slowest = [], 0.0
    for number in range(int(count)):
        begun = time.monotonic()
        job = job_submit(
            kind=kind, params={"number": number, "seconds": float(seconds)}, owner_id=None
        )
        slowest = max(slowest, time.monotonic() - begun)
        ids.append(job.id.hex)
        time.sleep(float(pause))
    return {"ids": ids, "slowest": slowest}


def report() -> object:
    """Count states, effects and attempts."""
    jobs = Job.objects.filter(kind__startswith="faults.")
    states = jobs.values_list("state").order_by("state").annotate(Count("id"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, COUNT(*) FROM effects GROUP BY job")
        effects = dict(cursor.fetchall())
    return {
        "states": dict(states),
        "effects": effects,
        "attempts": sum(jobs.values_list("attempt", flat=True)),
        "lost": JobEvent.objects.filter(event="retrying").count(),
        "errors": [error for error in jobs.values_list("error", flat=True) if error],
        "workers": list(jobs.values_list("worker", flat=True).distinct()),
    }


if __name__ == "__main__":
    commands = {"prepare": prepare, "submit": submit, "report": report}
    name, *arguments = sys.argv[1:]
    sys.stdout.write("\n" + json.dumps(commands[name](*arguments)) + "\n")
    assert faults
