"""Modules of documents are loaded at the first question, once each."""

import sys
from types import ModuleType

import pytest

from apps.core import explanations
from tests.registries import having


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that were connected: `early`, and `late`, which fails the first time."""
    seen: list[str] = []
    failures = [OSError("no memory")]

    def early() -> None:
        explanations.register("early", lambda *_: NotImplemented)
        seen.append("early")

    def late() -> None:
        if failures:
            raise failures.pop()
        explanations.register("late", lambda *_: NotImplemented)
        seen.append("late")

    having(monkeypatch, explanations._LATER, {}, without=[*explanations._LATER])
    having(monkeypatch, explanations.READERS, {}, without=[*explanations.READERS])
    for connect in (early, late):
        module = ModuleType(f"documents_{connect.__name__}")
        monkeypatch.setattr(module, "connect", connect, raising=False)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        explanations.register_later(module.__name__)
    return seen


def test_a_module_that_failed_is_asked_again_and_the_others_are_not(connected: list[str]) -> None:
    with pytest.raises(OSError, match="no memory"):
        explanations.names()
    assert connected == ["early"]
    assert explanations.names() == {"early", "late"}
    assert explanations.names() == {"early", "late"}
    assert connected == ["early", "late"]
