from pathlib import Path

import pytest

from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.testing import fast
from launcher.testing.outcome import Counts, Outcome
from launcher.testing.runner import Step


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """The steps that would run; each passes one test."""
    steps: list[Step] = []

    def run(step: Step) -> Outcome:
        steps.append(step)
        return Outcome(step.name, ok=True, counts=Counts(passed=1), seconds=0.0)

    monkeypatch.setattr(fast, "run_step", run)
    monkeypatch.setattr(fast, "ensure_environment", lambda layout, *, development: None)
    return steps


LAYOUT = Layout(data=Path("var"))


def test_a_place_runs_by_pytest_alone(ran: list[Step]) -> None:
    assert fast.run_fast(LAYOUT, ["tests/ml/risk/test_sharpe.py", "-x"]) == 0
    (step,) = ran
    assert step.command[-2:] == ("tests/ml/risk/test_sharpe.py", "-x")
    assert {"--ignore=tests/browser", "-pno:schemathesis"} <= set(step.command)
    assert "DATABASE_URL" not in step.env


@pytest.mark.parametrize(
    ("options", "cause"),
    [([], "needs a place or a word"), (["tests/browser/test_risk.py"], "need the built product")],
)
def test_what_it_cannot_do_is_said(ran: list[Step], options: list[str], cause: str) -> None:
    with pytest.raises(LauncherError, match=cause):
        fast.run_fast(LAYOUT, options)
    assert ran == []


def test_no_test_is_a_failure(ran: list[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Outcome("pytest", ok=True, counts=Counts(), seconds=0.0)
    monkeypatch.setattr(fast, "run_step", lambda step: nothing)
    assert fast.run_fast(LAYOUT, ["-k", "no_such_word"]) == 1
