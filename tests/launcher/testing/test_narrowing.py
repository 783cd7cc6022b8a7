"""Which tests a run of the suite takes when the caller names places."""

from pathlib import Path

import pytest

from launcher.testing.plan import narrowed

ROOMS = ("tests/apps", "tests/flows")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("tests/apps/core", "tests/flows", "tests/ml"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tests/apps/core/test_x.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["tests/apps", "tests/flows"]),
        (["-k", "pairs"], ["tests/apps", "tests/flows", "-k", "pairs"]),
        (["tests"], ["tests/apps", "tests/flows"]),
        (["tests/apps/core", "-x"], ["tests/apps/core", "-x"]),
        (["tests/apps/core/test_x.py::test_y"], ["tests/apps/core/test_x.py::test_y"]),
        (["tests/ml"], None),
        (["tests/ml", "tests/flows"], ["tests/flows"]),
    ],
)
def test_named_places_narrow_a_run(
    root: Path, options: list[str], expected: list[str] | None
) -> None:
    assert narrowed(root, ROOMS, options) == expected


def test_a_room_that_is_not_there_is_left_out(root: Path) -> None:
    assert narrowed(root, ("tests/browser",), []) is None
