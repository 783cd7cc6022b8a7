"""What a test of a replay asks of a process with its settings, as in `driver.py`."""

# ruff: noqa: E402  Django is set up before anything that needs it is imported
import time
from collections.abc import Sequence
from unittest import mock
from uuid import uuid4

import django

django.setup()

from django.core.management import call_command
from django.db.models import Count

from apps.accounts.models import User
from apps.alerts.models import AlertEvent
from apps.alerts.types import RuleFields
from apps.core.clock import now
from apps.core.typed.decoding import decode
from apps.forecasts.models import Forecast, Outcome
from apps.forecasts.types import TRAIN
from apps.instruments.models import Bar
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.jobs.types import OPEN_STATES, JobContext
from apps.refresh.kinds import SESSION
from apps.refresh.models import MarketReplay
from apps.refresh.replay.clock import due_session
from tests.apps.alerts.making import rule_create
from tests.faults.driver import answer_all

_LOOK_S = 0.05


def prepare(models: Sequence[str], change: float) -> object:
    """Make the tables, load the demo, train cheap models, and let somebody ask for alerts."""
    # Training libraries start threads, and this module is loaded where processes are forked.
    from apps.forecasts import work  # noqa: PLC0415
    from apps.forecasts.training import replays  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    with mock.patch.object(replays, "REPLAYED_BARS", 0):
        work.train(JobContext(uuid4(), None, {"models": models}, TRAIN.steps))
    owner, _ = User.objects.get_or_create(username="driver")
    fields = {"kind": "change", "symbol": "SPX", "direction": "either", "threshold": change}
    rule_create(
        user_id=owner.pk, fields=decode(RuleFields, fields | {"repeat": "every", "cooldown_s": 0})
    )
    Job.objects.all().delete()
    MarketReplay.objects.update(seconds_per_session=0)
    return MarketReplay.objects.get().position.isoformat()


def play(until: str, seconds: float) -> object:
    """Be a second scheduler, which looks more often, until a session has been played."""
    end = time.monotonic() + seconds
    while not _played(until) and time.monotonic() < end:
        found = due_session(now())
        if found is not None:
            slot, question = found
            job_submit(kind=SESSION.name, params=question, owner_id=None, slot=slot)
        time.sleep(_LOOK_S)
    return MarketReplay.objects.get().position.date().isoformat()


def pause() -> object:
    """Stop the replay; the scheduler plays no further session."""
    return MarketReplay.objects.update(playing=False)


def _played(until: str) -> bool:
    return MarketReplay.objects.get().position.date().isoformat() >= until


def still_open() -> object:
    """Return how many jobs are not done."""
    return Job.objects.filter(state__in=OPEN_STATES).count()


def report() -> object:
    """Return what the replay has left behind."""
    forecasts = Forecast.objects.order_by("pk")
    steps = Outcome.objects.values_list(
        "forecast__symbol", "forecast__model", "forecast__as_of__date", "step"
    )
    bars = Bar.objects.filter(interval_s=86_400).values_list("instrument__symbol", "timestamp_us")
    sessions = Job.objects.filter(kind=SESSION.name)
    return {
        "forecasts": [
            (symbol, model, day.isoformat())
            for symbol, model, day in forecasts.values_list("symbol", "model", "as_of__date")
        ],
        "outcomes": [(symbol, model, day.isoformat(), step) for symbol, model, day, step in steps],
        "bars": list(bars),
        "alerts": list(AlertEvent.objects.values_list("key", flat=True)),
        "alert_days": [one.date().isoformat() for one in
                       AlertEvent.objects.values_list("occurred_at", flat=True)],
        "states": dict(Job.objects.values_list("state").order_by("state").annotate(Count("id"))),
        "kinds": dict(Job.objects.values_list("kind").order_by("kind").annotate(Count("id"))),
        "attempts": list(Job.objects.values_list("attempt", flat=True)),
        "played": [job.params["session"] for job in sessions.filter(state="done")],
        "errors": [error for error in Job.objects.values_list("error", flat=True) if error],
    }  # fmt: skip


COMMANDS = {each.__name__: each for each in (prepare, play, pause, still_open, report)}

if __name__ == "__main__":
    answer_all(COMMANDS)
