"""Prepare a release, then tag it.

    .venv/bin/python -m scripts.release prepare 0.3.0
    .venv/bin/python -m scripts.release tag

`prepare` sets the version in `pyproject.toml` and in the front end's package files, and turns
"Unreleased" of `CHANGELOG.md` into that version with today's date. After review and commit, `tag`
makes an annotated tag of that commit whose message is the version's part of the changelog.
"""

import argparse
import os
import re
import sys
from datetime import date
from pathlib import Path

from apps.core.clock import now
from config.version import ROOT, read_version
from launcher.command import CommandError, run_logged

FRESH = "## Unreleased\n\n### Features\n\n### Fixes\n"
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_HEADING = re.compile(r"(?m)^## ")


class ReleaseError(Exception):
    """The release cannot be made; the message says why."""


def prepare(root: Path, version: str, today: date) -> None:
    """Write a new version into every file that states it."""
    old = read_version(root)
    if not _VERSION.fullmatch(version) or _parts(version) <= _parts(old):
        raise ReleaseError(f"{version} is no version after {old}: write it as X.Y.Z")
    changelog = root / "CHANGELOG.md"
    changelog.write_text(with_release(changelog.read_text(), version, today))
    _replace(root / "pyproject.toml", f'version = "{old}"', f'version = "{version}"', count=1)
    before, after = f'"version": "{old}"', f'"version": "{version}"'
    _replace(root / "frontend/package.json", before, after, count=1)
    # The lock states the package's own version twice, before those of its dependencies.
    _replace(root / "frontend/package-lock.json", before, after, count=2)


def with_release(changelog: str, version: str, today: date) -> str:
    """Return the changelog with "Unreleased" as that version and a fresh one above it."""
    unreleased = notes(changelog, "Unreleased")
    if not re.search(r"(?m)^- ", unreleased):
        raise ReleaseError("Unreleased of CHANGELOG.md has no line: nothing to release")
    released = re.sub(r"### \w+\n+(?=### |\Z)", "", unreleased)
    part = f"{FRESH}\n## {version} ({today})\n\n{released.strip()}\n\n"
    head, _, rest = changelog.partition("## Unreleased\n")
    return head + part + rest[len(unreleased) :]


def notes(changelog: str, version: str) -> str:
    """Return what the changelog says of a version, without its heading."""
    for part in _HEADING.split(changelog)[1:]:
        heading, _, text = part.partition("\n")
        if heading.split(" ")[0] == version:
            return text
    raise ReleaseError(f"CHANGELOG.md has no part about {version}")


def tag(root: Path) -> str:
    """Make the annotated tag of the committed version; return its name."""
    if _git(root, "status", "--porcelain"):
        raise ReleaseError("There are uncommitted changes: commit the release first")
    version = read_version(root)
    name = f"v{version}"
    if _git(root, "tag", "--list", name):
        raise ReleaseError(f"{name} exists: a release is never tagged twice")
    text = notes((root / "CHANGELOG.md").read_text(), version).strip()
    # "#" begins a heading here, and Git would drop such lines.
    message = f"Sightline {version}\n\n{text}\n"
    _git(root, "tag", "--annotate", "--cleanup=verbatim", "--message", message, name)
    return name


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _replace(file: Path, before: str, after: str, *, count: int) -> None:
    text = file.read_text()
    if text.count(before) < count:
        raise ReleaseError(f"{file.name} does not state {before}")
    file.write_text(text.replace(before, after, count))


def _git(root: Path, *words: str) -> str:
    lines: list[str] = []
    try:
        run_logged(["git", *words], cwd=root, env=os.environ, on_line=lines.append)
    except CommandError as error:
        raise ReleaseError(f"git {words[0]}: {' '.join(error.shown)}") from error
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Do one step of a release."""
    parser = argparse.ArgumentParser(description="Prepare a release, then tag it.")
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("prepare").add_argument("version")
    steps.add_parser("tag")
    asked = parser.parse_args(arguments)
    try:
        if asked.step == "prepare":
            prepare(ROOT, asked.version, now().date())
        else:
            sys.stdout.write(f"{tag(ROOT)}: push it with git push --follow-tags\n")
    except ReleaseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
