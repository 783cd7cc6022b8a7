"""A how-to page as a program: its edits and its commands, done in a copy of the project.

A page says `Create `FILE`:`, `In `FILE`, after `LINE`:` (or before), or `At the end of `FILE`:`,
each with the block that follows it, or on a line of its own `Write `NEW` for `OLD` in `FILE`.`, and
lists commands in blocks of `sh`.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"(?ms)^(?P<lead>[^\n]*)\n```(?P<kind>\w+)\n(?P<text>.*?)^```$")
_CREATE = re.compile(r"Create `([^`]+)`:")
_INSIDE = re.compile(r"In `([^`]+)`, (after|before) `([^`]+)`:")
_WRITE = re.compile(r"(?m)^Write (`+)(?P<new>.+)\1 for (`+)(?P<old>.+)\3 in `(?P<file>[^`]+)`\.$")
_AT_END = re.compile(r"At the end of `([^`]+)`:")


class PageError(Exception):
    """The page says something that cannot be done."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A block and what the line before it says of its place."""

    lead: str
    text: str

    def apply(self, root: Path) -> Path:
        """Write the block where it belongs; return the file."""
        if found := _CREATE.search(self.lead):
            file = root / found[1]
            if file.exists():
                raise PageError(f"{found[1]} is there already")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.text)
        elif found := _INSIDE.search(self.lead):
            file = root / found[1]
            file.write_text(self._inserted(file.read_text(), found[2], found[3], found[1]))
        elif found := _AT_END.search(self.lead):
            file = root / found[1]
            file.write_text(file.read_text() + self.text)
        elif found := _WRITE.search(self.lead):
            file = root / found["file"]
            file.write_text(_exchanged(file.read_text(), found))
        else:
            raise PageError(f"nothing says where this block goes: {self.lead!r}")
        return file

    def _inserted(self, text: str, side: str, line: str, name: str) -> str:
        if text.splitlines().count(line) != 1:
            raise PageError(f"{name} has no line of its own {line!r}")
        lines = text.splitlines(keepends=True)
        place = text.splitlines().index(line) + (side == "after")
        return "".join([*lines[:place], self.text, *lines[place:]])


def _exchanged(text: str, found: re.Match[str]) -> str:
    old, new = found["old"].strip(), found["new"].strip()
    if text.count(old) != 1:
        raise PageError(f"{found['file']} does not say {old!r} once")
    return text.replace(old, new)


def edits_of(page: str) -> Iterator[Edit]:
    """Give the page's edits, in order."""
    blocks = [block for block in _BLOCK.finditer(page) if block["kind"] != "sh"]
    for found in sorted([*blocks, *_WRITE.finditer(page)], key=lambda one: one.start()):
        if found.re is _WRITE:
            yield Edit(found[0], "")
        else:
            yield Edit(found["lead"], found["text"])


def commands_of(page: str) -> list[list[str]]:
    """Return the words of the page's commands, in order."""
    blocks = (block["text"] for block in _BLOCK.finditer(page) if block["kind"] == "sh")
    return [shlex.split(line) for text in blocks for line in text.splitlines() if line.strip()]


def copied(root: Path, target: Path) -> Path:
    """Copy the project as it stands, less what Git ignores; what is installed is shared."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in names:
        if (root / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name)
    (target / ".venv").symlink_to(sys.prefix)
    (target / "frontend/node_modules").symlink_to(root / "frontend/node_modules")
    return target
