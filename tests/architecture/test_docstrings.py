"""The suite's docstring checks refuse what they promise to refuse."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher.layout import ROOT, Layout
from launcher.testing.plan import python_checks
from launcher.testing.runner import Step

GOOD = '''"""A module."""


def mean(values):
    """Return the mean.

    Parameters
    ----------
    values : ndarray of shape (T,)
        Any unit.

    Returns
    -------
    float
        In the unit of the values.
    """
    return values.mean()
'''
RETURNS = "\n\n    Returns\n    -------\n    float\n        In the unit of the values."


def checks() -> Iterator[Step]:
    return (step for step in python_checks(Layout(data=ROOT / "var"), {}) if "docst" in step.name)


def run(folder: Path, options: tuple[str, ...], text: str) -> subprocess.CompletedProcess[str]:
    """Run the check as the suite does, on one file and by the same rules."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "mean.py").write_text(text)
    command = [*options, "mean.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("", "", None),
        ("values : ", "prices : ", "PR01"),
        ("values : ndarray of shape (T,)", "values", "PR04"),
        ("        Any unit.\n", "", "PR07"),
        ("        In the unit of the values.\n", "", "RT03"),
        ("Return the mean.", "return the mean.", "SS02"),
        (RETURNS, "", None),
    ],
)
def test_a_docstring_fits_its_signature(
    tmp_path: Path, before: str, after: str, rule: str | None
) -> None:
    first = next(checks())
    options = tuple(word for word in first.command if not word.endswith(".py"))
    done = run(tmp_path, options, GOOD.replace(before, after) if before else GOOD)
    assert (done.returncode == 0) == (rule is None), done.stdout
    if rule is not None:
        assert rule in done.stdout + done.stderr


def test_what_comes_back_is_said_in_the_summary_or_in_a_section(tmp_path: Path) -> None:
    options = tuple(word for word in next(checks()).command if not word.endswith(".py"))
    done = run(tmp_path, options, GOOD.replace(RETURNS, "").replace("Return the", "The"))
    assert "RT01" in done.stdout + done.stderr


def test_every_numeric_module_is_checked_once() -> None:
    named = [word for step in checks() for word in step.command if word.endswith(".py")]
    assert sorted(named) == sorted(
        str(file.relative_to(ROOT)) for file in (ROOT / "ml").rglob("*.py")
    )
