"""What the whole suite runs side by side, and what a run of some places takes."""

from pathlib import Path

import pytest

from launcher.layout import ROOT, Layout
from launcher.testing import plan
from launcher.testing.plan import DATABASE_ROOMS
from launcher.testing.python_tests import Asked, Runs
from launcher.testing.runner import Step

LAYOUT = Layout(data=ROOT / "var")
NAMES = ["pytest on SQLite", "pytest on PostgreSQL"]


def runs(*words: str) -> Runs:
    return Runs(LAYOUT, {}, Asked([*words]))


def folders() -> set[str]:
    """Return the rooms of tests in the checkout."""
    found = (folder for folder in (ROOT / "tests").iterdir() if (folder / "__init__.py").exists())
    return {str(folder.relative_to(ROOT)) for folder in found}


def rooms_of(step: object) -> set[str]:
    assert isinstance(step, Step)
    return folders() & set(step.command)


def test_two_lanes_run_side_by_side() -> None:
    lanes = [[work.name for work in lane] for lane in runs().lanes()]
    faults = [name.replace("pytest", "faults") for name in NAMES]
    assert lanes == [NAMES[:1], ["browser tests", *faults, NAMES[1]]]


def test_every_room_is_in_one_run_on_sqlite_or_in_the_browser() -> None:
    (computing,), (_, waiting, *_) = runs().lanes()
    assert rooms_of(computing) | rooms_of(waiting) == folders() - {"tests/browser"}
    assert not rooms_of(computing) & rooms_of(waiting)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tests/faults/test_job_ends.py", NAMES),
        ("tests/apps/risk", NAMES),
        ("tests/ml", NAMES[:1]),
        ("tests/browser/test_risk.py", ["browser tests"]),
        ("tests", [*NAMES, "browser tests"]),
    ],
)
def test_a_place_runs_wherever_it_has_something_to_say(word: str, expected: list[str]) -> None:
    assert [work.name for work in runs(word).named()] == expected


def test_rooms_of_the_second_database_are_there() -> None:
    assert all(Path(ROOT / room).is_dir() for room in DATABASE_ROOMS)


def test_neither_a_choice_of_the_user_nor_one_against_compiled_modules_reaches_the_tests() -> None:
    given = {"PATH": "/bin", "SIGHTLINE_MODE": "live", "PYTHONDONTWRITEBYTECODE": "1"}
    assert plan.test_environment(given) == {"PATH": "/bin"}
