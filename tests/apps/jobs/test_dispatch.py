"""A message that cannot be sent is a `False`, and keeps others from trying for a while."""

from uuid import UUID, uuid4

import pytest
from kombu.exceptions import OperationalError

from apps.jobs.queue import dispatch


class Sender:
    def __init__(self, error: Exception | None) -> None:
        self.error = error
        self.sent: list[tuple[str, list[str], str]] = []

    def send_task(self, task: str, *, args: list[str], queue: str, **_: object) -> None:
        self.sent.append((task, args, queue))
        if self.error is not None:
            raise self.error


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> Sender:
    found = Sender(None)
    monkeypatch.setattr(dispatch, "_publisher", lambda: found)
    monkeypatch.setattr(dispatch, "breaker", dispatch.Breaker())
    return found


def enqueue(job_id: UUID) -> bool:
    return dispatch.enqueue(job_id=job_id, task="tests.plain", queue="ml")


def test_a_message_names_the_task_the_row_and_the_queue(sender: Sender) -> None:
    job_id = uuid4()
    assert enqueue(job_id)
    assert sender.sent == [("tests.plain", [str(job_id)], "ml")]


@pytest.mark.parametrize("error", [OperationalError("refused"), ConnectionError(), TimeoutError()])
def test_after_a_failed_message_nobody_tries_for_a_while(
    sender: Sender, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = [100.0]
    monkeypatch.setattr(dispatch, "monotonic", lambda: time[0])
    sender.error = error
    assert not enqueue(uuid4())
    assert not enqueue(uuid4())
    assert len(sender.sent) == 1
    time[0] += dispatch.QUIET_S
    sender.error = None
    assert enqueue(uuid4())
    assert enqueue(uuid4())
    assert len(sender.sent) == 3


def test_a_broker_that_is_away_holds_an_unknown_number_of_messages() -> None:
    """The tests' REDIS_URL leads nowhere."""
    assert dispatch.messages_waiting("default") is None


def test_the_real_publisher_gives_up_on_a_broker_that_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dispatch, "breaker", dispatch.Breaker())
    assert not enqueue(uuid4())
