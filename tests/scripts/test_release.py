"""A release: every place gets the version, the changelog its part, the tag its message."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from config.version import ROOT, read_version
from scripts.release import ReleaseError, notes, prepare, tag, with_release

STATED = ("pyproject.toml", "CHANGELOG.md", "frontend/package.json", "frontend/package-lock.json")
DAY = date(2030, 1, 2)


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with the files that state the version, and something to release."""
    for name in STATED:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    changelog = tmp_path / "CHANGELOG.md"
    _, _, released = changelog.read_text().partition("\n## 0.2.0 ")
    changelog.write_text(
        "# Changelog\n\n## Unreleased\n\n### Features\n- A new thing.\n\n### Fixes\n\n"
        f"## 0.2.0 {released}"
    )
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "Alice")
    git(tmp_path, "config", "user.email", "alice@example.org")
    return tmp_path


def commit(root: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Release")


def test_every_place_gets_the_version_and_nothing_else_changes(checkout: Path) -> None:
    commit(checkout)
    prepare(checkout, "9.0.0", DAY)
    assert read_version(checkout) == "9.0.0"
    changed = git(checkout, "diff", "--numstat").split()
    by_file = dict(zip(changed[2::3], changed[0::3], strict=True))
    assert by_file.keys() == set(STATED)
    assert by_file["frontend/package-lock.json"] == "2"
    assert by_file["frontend/package.json"] == by_file["pyproject.toml"] == "1"


def test_the_changelog_gets_a_part_and_a_fresh_unreleased(checkout: Path) -> None:
    before = (checkout / "CHANGELOG.md").read_text()
    after = with_release(before, "9.0.0", DAY)
    assert after.startswith(
        "# Changelog\n\n## Unreleased\n\n### Features\n\n### Fixes\n\n## 9.0.0 (2030-01-02)\n\n"
        "### Features\n- A new thing.\n\n## 0.2.0 "
    )
    assert notes(after, "0.2.0") == notes(before, "0.2.0")
    with pytest.raises(ReleaseError, match="nothing to release"):
        with_release(after, "9.0.1", DAY)


@pytest.mark.parametrize("version", ["0.0.9", "0.2", "v9.0.0", read_version()])
def test_only_a_later_version_is_taken(checkout: Path, version: str) -> None:
    with pytest.raises(ReleaseError, match="write it as"):
        prepare(checkout, version, DAY)


def test_the_tag_is_annotated_with_the_part_of_the_changelog(checkout: Path) -> None:
    prepare(checkout, "9.0.0", DAY)
    with pytest.raises(ReleaseError, match="uncommitted"):
        tag(checkout)
    commit(checkout)
    assert tag(checkout) == "v9.0.0"
    assert git(checkout, "cat-file", "-t", "v9.0.0") == "tag\n"
    message = git(checkout, "tag", "--list", "--format=%(contents)", "v9.0.0")
    assert message.strip() == "Sightline 9.0.0\n\n### Features\n- A new thing."
    with pytest.raises(ReleaseError, match="exists"):
        tag(checkout)


def test_a_changelog_without_that_version_is_named() -> None:
    with pytest.raises(ReleaseError, match="no part about"):
        notes("# Changelog\n\n## 0.1.0 (2026-01-01)\n", "0.2.0")
