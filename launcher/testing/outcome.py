"""What a step of the suite ended with, and how its program's own counts are read."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from launcher.errors import LauncherError

_COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")
# pytest closes with "== 3 failed, 20 passed in 1.2s ==", vitest with "Tests  2 passed (2)".
_PYTEST_CLOSE = re.compile(r"^=* ?\d+ \w+.* in [\d.]+s|^\d+ \w+.* in [\d.]+s")
_VITEST_CLOSE = re.compile(r"^\s*Tests\s+\d")


@dataclass(frozen=True, slots=True)
class Counts:
    """Tests by how they ended."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """One step: whether it is well, its tests and its time."""

    name: str
    ok: bool
    counts: Counts
    seconds: float
    remark: str = ""


def counts_of(line: str) -> Counts | None:
    """Counts of a test runner's closing line; None for every other line."""
    if not (_PYTEST_CLOSE.match(line) or _VITEST_CLOSE.match(line)):
        return None
    found = {word: int(number) for number, word in _COUNT.findall(line)}
    broken = sum(found.get(word, 0) for word in ("failed", "error", "errors", "xpassed"))
    return Counts(found.get("passed", 0), broken, found.get("skipped", 0))


def failure(name: str, error: LauncherError, begin: float, write: Callable[[str], None]) -> Outcome:
    """Return the outcome of a step that could not run, after writing what the error knows."""
    for line in error.detail:
        write(f"    {line}")
    seconds = time.monotonic() - begin
    return Outcome(name, ok=False, counts=Counts(failed=1), seconds=seconds, remark=error.sentence)


def closing_line(total: Counts) -> str:
    """The last line of the suite."""
    skipped = f", {total.skipped} skipped" if total.skipped else ""
    return f"{total.passed} passed, {total.failed} failed{skipped}"
