"""Work that kills its worker, never ends, or is stopped: the row ends with a reason, slots free."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.faults.crew import Crew

pytestmark = [
    pytest.mark.faults,
    # How processes end; statements of `apps/jobs` and `celery_worker` are tested there on both.
    pytest.mark.one_database,
    pytest.mark.slow,
]
Report = dict[str, Any]


def wait_for(crew: Crew, done: Callable[[Report], bool], seconds: float = 90.0) -> Report:
    """Keep the crew up and ask until it is so."""
    end = time.monotonic() + seconds
    while True:
        crew.start()
        found: Report = crew.ask("report")
        if done(found) or time.monotonic() > end:
            return found
        time.sleep(0.5)


def test_work_that_kills_its_worker_is_dead_after_three(crew: Crew) -> None:
    crew.start()
    crew.ask("submit", "faults.poison", 1, 0, 0)
    crew.ask("submit", "faults.effect", 5, 0.1, 0)
    found = wait_for(crew, lambda report: report["states"] == {"dead": 1, "done": 5})
    assert found["states"] == {"dead": 1, "done": 5}
    (error,) = found["errors"]
    assert (error["code"], "3 times" in error["detail"]) == ("worker_lost", True)


def test_work_that_never_ends_is_stopped_and_its_worker_serves_again(crew: Crew) -> None:
    """Three deaf jobs for three workers, and one that needs one of them."""
    crew.start()
    crew.ask("submit", "faults.deaf", 3, 0, 0)
    crew.ask("submit", "faults.effect", 1, 0.1, 0)
    found = wait_for(crew, lambda report: report["states"] == {"failed": 3, "done": 1})
    assert found["states"] == {"failed": 3, "done": 1}
    assert {error["code"] for error in found["errors"]} == {"job_overdue"}


def test_a_running_job_is_cancelled(crew: Crew) -> None:
    crew.start()
    crew.ask("submit", "faults.endless", 1, 0, 0)
    wait_for(crew, lambda report: report["states"] == {"running": 1})
    crew.ask("cancel")
    found = wait_for(crew, lambda report: report["states"] == {"cancelled": 1})
    assert found["states"] == {"cancelled": 1}


def test_on_sigterm_running_jobs_are_handed_back_at_once(crew: Crew) -> None:
    """Their attempts do not count and their leases are free; one worker is kept for others."""
    crew.start()
    crew.ask("submit", "faults.endless", 3, 0, 0)
    found = wait_for(crew, lambda report: report["states"] == {"running": 2, "queued": 1})
    assert found["states"] == {"running": 2, "queued": 1}
    # The jobs never end, so workers that waited for them would not end either.
    codes = crew.stop()
    assert set(codes.values()) == {0}
    found = crew.ask("report")
    # What the first worker handed back may have been taken by one that was to end next, and be
    # handed back again: nothing runs, nothing is counted and nothing is lost.
    assert found["states"] in ({"retrying": 2, "queued": 1}, {"retrying": 3})
    assert (found["attempts"], found["leases"]) == (0, 0)


def test_a_message_lost_between_commit_and_broker_is_sent_again(crew: Crew) -> None:
    """What a web process leaves behind that dies between the two."""
    crew.start()
    crew.ask("submit_silently", "faults.effect", 3, 0.1)
    found = wait_for(crew, lambda report: report["states"] == {"done": 3})
    assert found["states"] == {"done": 3}
