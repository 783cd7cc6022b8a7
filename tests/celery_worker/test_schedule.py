"""Each slot of a periodic kind becomes one job, however many schedulers look at the clock."""

from datetime import UTC, datetime, timedelta

import pytest

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
