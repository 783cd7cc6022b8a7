"""The thread beside the work renews leases and ends what will not end."""

import threading
import time
from typing import Any

import pytest
from django.db import DatabaseError

from apps.jobs.leases import lifecycle
from apps.jobs.types import LeaseLostError
from celery_worker import attendant as attendant_module
from celery_worker.attendant import Attendant
from celery_worker.recorder import RowRecorder

pytestmark = pytest.mark.django_db


class Calls:
    """Stands for the row's writers, so that no second thread needs the test's transaction."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        self.error: Exception | None = None
        self.called = threading.Event()
        for name in ("renew", "fail", "hand_back"):
            monkeypatch.setattr(lifecycle, name, self._note(name))

    def _note(self, name: str) -> Any:
        def call(*_: object, **__: object) -> None:
            self.names.append(name)
            self.called.set()
            if self.error is not None:
                raise self.error

        return call


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(monkeypatch)


@pytest.fixture
def recorder(held: lifecycle.Claim) -> RowRecorder:
    return RowRecorder(held)


def test_it_renews_the_lease(calls: Calls, recorder: RowRecorder) -> None:
    with Attendant(recorder, beat_s=0.01):
        assert calls.called.wait(5)
    assert set(calls.names) == {"renew"}
    assert not recorder.lost.is_set()


def test_it_notifies_the_work_of_a_lost_lease(calls: Calls, recorder: RowRecorder) -> None:
    calls.error = LeaseLostError()
    with Attendant(recorder, beat_s=0.01):
        assert recorder.lost.wait(5)


def test_a_database_that_is_away_for_a_moment_costs_nothing(
    calls: Calls, recorder: RowRecorder
) -> None:
    calls.error = DatabaseError()
    with Attendant(recorder, beat_s=0.01):
        assert calls.called.wait(5)
    assert not recorder.lost.is_set()


def test_it_ends_the_process_of_work_that_ignores_its_deadline(
    calls: Calls, recorder: RowRecorder
) -> None:
    ended = threading.Event()
    recorder.deadline = time.monotonic() - 60
    with Attendant(recorder, beat_s=0.01, end=ended.set):
        assert ended.wait(5)
    assert "fail" in calls.names


def test_it_ends_the_process_of_work_that_ignores_a_shutdown(
    calls: Calls, recorder: RowRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()
    monkeypatch.setattr(attendant_module, "draining_since", lambda: time.monotonic() - 60)
    with Attendant(recorder, beat_s=0.01, end=ended.set):
        assert ended.wait(5)
    assert "hand_back" in calls.names


def test_it_ends_nothing_before_the_deadline(calls: Calls, recorder: RowRecorder) -> None:
    with Attendant(recorder, beat_s=0.01, end=lambda: pytest.fail("ended")):
        assert calls.called.wait(5)
    assert "fail" not in calls.names
