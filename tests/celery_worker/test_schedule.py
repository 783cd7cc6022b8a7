"""Each slot of a periodic kind becomes one job, however many schedulers look at the clock."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from apps.instruments import market_clock
from apps.jobs import kinds
from apps.jobs.kinds import JobKind, Periodic
from apps.jobs.models import Job
from celery_worker.schedule import submit_due
from tests.registries import having

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOON = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_kind(monkeypatch: pytest.MonkeyPatch, test_kind: None) -> None:
    kind = JobKind("tests.hourly", "tests.hourly", periodic=Periodic(every_s=3_600))
    having(monkeypatch, kinds.KINDS, {kind.name: kind}, without=[*kinds.KINDS])


def finish_all() -> None:
    Job.objects.update(state="done")


def test_a_slot_runs_once_in_one_scheduler() -> None:
    submitted: dict[str, str] = {}
    for minute in range(29):
        submit_due(NOON + timedelta(minutes=minute), NOON, submitted)
        finish_all()
    assert Job.objects.count() == 1


def test_a_slot_runs_once_in_two_schedulers() -> None:
    first: dict[str, str] = {}
    second: dict[str, str] = {}
    for hour in range(3):
        for memory in (first, second):
            submit_due(NOON + hour * HOUR, NOON, memory)
            finish_all()
    assert Job.objects.count() == 3


def test_a_clock_that_jumps_back_repeats_nothing() -> None:
    for moment in (NOON, NOON + HOUR, NOON, NOON + HOUR):
        submit_due(moment, NOON, {})
        finish_all()
    assert [job.slot for job in Job.objects.order_by("slot")] == [
        "tests.hourly:2026-10-25T00:00:00Z",
        "tests.hourly:2026-10-25T01:00:00Z",
    ]


def test_the_hour_that_summer_time_ends_has_its_two_slots() -> None:
    """00:30 and 01:30 UTC are both 02:30 in Berlin that night."""
    for moment in (NOON, NOON + HOUR):
        submit_due(moment, NOON, {})
        finish_all()
    assert Job.objects.count() == 2


def test_after_a_long_sleep_only_the_latest_slot_runs() -> None:
    submitted: dict[str, str] = {}
    submit_due(NOON, NOON, submitted)
    finish_all()
    submit_due(NOON + 12 * HOUR, NOON, submitted)
    assert Job.objects.count() == 2


def test_a_kind_that_does_not_catch_up_waits_for_its_next_slot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind = JobKind("tests.lazy", "tests.lazy", periodic=Periodic(3_600, catch_up=False))
    having(monkeypatch, kinds.KINDS, {kind.name: kind}, without=[*kinds.KINDS])
    submit_due(NOON, NOON, {})
    assert not Job.objects.exists()
    submit_due(NOON + HOUR, NOON, {})
    assert Job.objects.count() == 1


def test_a_slot_waits_while_the_one_before_still_runs() -> None:
    for hour in range(2):
        submit_due(NOON + hour * HOUR, NOON, {})
    assert Job.objects.count() == 1


class Market:
    """A replay whose present a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2022, 1, 3, 21, tzinfo=UTC)
        monkeypatch.setattr(market_clock._Replay, "position", staticmethod(lambda: self.now))


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch) -> Market:
    """A kind that runs once a day of the market, and rests ten minutes on the wall."""
    nightly = Periodic(86_400, 3 * 3_600, catch_up=False, by_market=True, rest_s=600)
    kind = JobKind("tests.nightly", "tests.nightly", periodic=nightly)
    having(monkeypatch, kinds.KINDS, {kind.name: kind}, without=[*kinds.KINDS])
    return Market(monkeypatch)


def look(at: datetime, submitted: dict[str, str]) -> int:
    """Look what is due, at a time on the wall."""
    with time_machine.travel(at, tick=False):
        submit_due(at, NOON, submitted)
    return Job.objects.count()


def test_a_night_of_a_replay_is_a_session_of_its_market(market: Market) -> None:
    submitted: dict[str, str] = {}
    assert look(NOON, submitted) == 0  # the close that the scheduler met is not new
    assert look(NOON + 24 * HOUR, submitted) == 0  # the market stood still
    market.now += 24 * HOUR
    assert look(NOON + 25 * HOUR, submitted) == 1
    assert look(NOON + 26 * HOUR, submitted) == 1
    assert Job.objects.get().slot == "tests.nightly:2022-01-04T03:00:00Z"


def test_a_fast_replay_leaves_sessions_out_between_two_runs(market: Market) -> None:
    submitted: dict[str, str] = {}
    look(NOON, submitted)
    counts = []
    for minute in range(1, 25):
        market.now += 24 * HOUR
        counts.append(look(NOON + timedelta(minutes=minute), submitted))
        finish_all()
    assert counts == [1] * 10 + [2] * 10 + [3] * 4
