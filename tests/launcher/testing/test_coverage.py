"""`./sightline test --coverage`: one measured run, held to a floor when it is whole."""

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from launcher.layout import ROOT, Layout
from launcher.testing import python_tests, runner, suite
from launcher.testing.outcome import Counts, Outcome
from launcher.testing.runner import Step


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """The steps that would run; each passes one test."""
    steps: list[Step] = []

    def run(step: Step, **_: Any) -> Outcome:
        steps.append(step)
        return Outcome(step.name, ok=True, counts=Counts(passed=1), seconds=0.0)

    def nothing(*_: Any, **__: Any) -> None: ...

    monkeypatch.setattr(runner, "run_step", run)
    for name in ("ensure_environment", "spark_if_possible", "ensure_frontend"):
        monkeypatch.setattr(suite, name, nothing)
    return steps


def options_of(steps: Sequence[Step]) -> Iterator[str]:
    return (word for step in steps for word in step.command if word.startswith("--cov"))


def test_it_is_one_run_of_all_places_with_the_floor_of_the_project(ran: list[Step]) -> None:
    assert suite.run_suite(Layout(data=ROOT / "var"), suite.Asked([], coverage=True)) == 0
    (step,) = ran
    assert {"tests/apps", "tests/ml", "tests/launcher"} <= set(step.command)
    assert "tests/browser" not in step.command
    assert not [word for word in options_of(ran) if "fail-under" in word]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]
    assert settings["report"]["fail_under"] >= 92
    assert set(settings["run"]["source"]) == {"apps", "celery_worker", "config", "launcher", "ml"}


def test_some_places_are_measured_without_a_floor(ran: list[Step]) -> None:
    asked = suite.Asked(["tests/ml/risk"], coverage=True)
    assert suite.run_suite(Layout(data=ROOT / "var"), asked) == 0
    assert "--cov-fail-under=0" in options_of(ran)


def test_an_ordinary_run_measures_nothing(ran: list[Step], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python_tests, "DATABASE_ROOMS", ())
    assert suite.run_suite(Layout(data=ROOT / "var"), suite.Asked(["tests/ml/risk"])) == 0
    assert list(options_of(ran)) == []
