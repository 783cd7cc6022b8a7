"""What a test asks of a process with its own settings: `python -m tests.faults.driver`.

It reads commands as lines of JSON, `["submit", "faults.effect", 5, 0.1, 0]`, and answers each
with a line of JSON.
"""

# ruff: noqa: E402  Django is set up before anything that needs it is imported
import json
import sys
import time
from collections.abc import Callable, Mapping

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient, APIRequestFactory, force_authenticate
from rest_framework.views import APIView

import tests.faults.jobs_kinds  # noqa: F401  registers the kinds
from apps.accounts.models import User
from apps.alerts.models import AlertEvent, AlertRule
from apps.alerts.types import RuleFields
from apps.core.typed.decoding import decode
from apps.instruments.models import InstrumentRow
from apps.jobs.models import Job, JobEvent
from apps.jobs.queue import dispatch
from apps.jobs.services import job_submit
from apps.jobs.waiting import respond_with_job
from tests.apps.alerts.making import rule_create
from tests.faults.waits import Waits


def prepare() -> object:
    """Make the tables, and one for the effects."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (job VARCHAR(32) NOT NULL)")
    return "ready"


def submit(kind: str, count: int, seconds: float, pause: float) -> object:
    """Submit jobs; each id that is returned was acknowledged."""
    ids, longest = [], 0.0
    for number in range(count):
        WAITS.taken()
        job = job_submit(kind=kind, params={"number": number, "seconds": seconds}, owner_id=None)
        longest = max(longest, WAITS.taken())
        ids.append(job.id.hex)
        time.sleep(pause)
    return {"ids": ids, "waited": longest}


def submit_silently(kind: str, count: int, seconds: float) -> object:
    """Submit jobs and lose every message."""
    dispatch.enqueue = lambda **_: False
    return submit(kind, count, seconds, 0.0)


def cancel() -> object:
    """Ask every running job to stop, as its owner."""
    return Job.objects.filter(state="running").update(cancel_requested=True)


def post(count: int) -> object:
    """Ask for jobs through a view; return each answer's status and how long it waited in vain."""
    return [_post(number) for number in range(count)]


def _post(number: int) -> dict[str, float]:
    user, _ = User.objects.get_or_create(username="driver")
    request = APIRequestFactory().post("/", headers={"Prefer": "wait=0"})
    force_authenticate(request, user)
    WAITS.taken()
    answer = EffectView.as_view()(request, number=number)
    return {"status": answer.status_code, "waited": WAITS.taken()}


class EffectView(APIView):
    """A route like those of the product whose work is a job."""

    def post(self, request: Request, number: int) -> Response:
        """Submit a job and answer with it."""
        params = {"number": 1_000 + number, "seconds": 0.1}
        job = job_submit(kind="faults.effect", params=params, owner_id=request.user.pk)
        return respond_with_job(request, job)


def sign_in() -> object:
    """Keep a session, as a browser does."""
    user, _ = User.objects.get_or_create(username="driver")
    CLIENT.force_login(user)
    return "signed in"


def get(path: str) -> dict[str, object]:
    """Ask as the person who signed in."""
    answer = CLIENT.get(path)
    body = json.loads(answer.content)
    return {
        "status": answer.status_code,
        "code": body.get("code"),
        "retry_after": answer.headers.get("Retry-After"),
    }


def get_until(path: str, seconds: float) -> dict[str, object]:
    """Ask until it is answered well, or the time is over."""
    end = time.monotonic() + seconds
    while (found := get(path))["status"] != 200 and time.monotonic() < end:
        time.sleep(0.1)
    return found


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
        "leases": jobs.filter(lease_until__isnull=False).count(),
        "errors": [error for error in jobs.values_list("error", flat=True) if error],
        "workers": list(jobs.values_list("worker", flat=True).distinct()),
    }


def make_rule() -> object:
    """Let somebody ask to be notified of a price, with a mail each time."""
    owner, _ = User.objects.get_or_create(username="driver")
    row = {"name": "AAA", "asset_class": "crypto", "exchange": "T", "currency": "USD"}
    InstrumentRow.objects.create(
        symbol="AAA", calendar="24/7", source="test", intraday_source="simulator", **row
    )
    fields = {"kind": "price", "symbol": "AAA", "direction": "above", "threshold": 100.0}
    rule = rule_create(
        user_id=owner.pk, fields=decode(RuleFields, fields | {"repeat": "every", "cooldown_s": 0})
    )
    made = "2026-01-01T00:00:00Z"
    AlertRule.objects.filter(pk=rule.pk).update(created_at=made, market_time=made)
    return rule.pk


def events() -> object:
    """Return the keys of all events, in order of what they are about."""
    return list(AlertEvent.objects.order_by("occurred_at", "pk").values_list("key", flat=True))


COMMANDS = {
    each.__name__: each
    for each in (
        prepare, submit, submit_silently, cancel, post, sign_in, get, get_until, report,
        make_rule, events,
    )
}  # fmt: skip
CLIENT = APIClient(raise_request_exception=False, SERVER_NAME="localhost")
WAITS = Waits()


def answer_all(commands: Mapping[str, Callable[..., object]]) -> None:
    """Answer commands until nobody sends any."""
    # Whatever else writes to standard output must not mix with the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        answers.write(json.dumps(commands[name](*arguments)) + "\n")
        answers.flush()
        connection.close()


if __name__ == "__main__":
    WAITS.watch()
    answer_all(COMMANDS)
