"""The count of vain waits: what runs out counts, an answer however late does not."""

import socket
import threading

import pytest

from tests.faults.waits import _CALLS, Waits


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    for name in _CALLS:
        monkeypatch.setattr(socket.socket, name, getattr(socket.socket, name))
    found = Waits()
    found.watch()
    return found


def test_patience_that_runs_out_is_counted(waits: Waits) -> None:
    silent, asker = socket.socketpair()
    with silent, asker:
        for patience in (0.05, 0.2):
            asker.settimeout(patience)
            with pytest.raises(TimeoutError):
                asker.recv(1)
    assert waits.taken() == pytest.approx(0.25)
    assert waits.taken() == 0.0


def test_a_late_answer_is_no_vain_wait(waits: Waits) -> None:
    near, far = socket.socketpair()
    with near, far:
        near.settimeout(30.0)
        threading.Timer(0.3, far.sendall, [b"x"]).start()
        assert near.recv(1) == b"x"
    assert waits.taken() == 0.0
