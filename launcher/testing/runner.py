"""Running one step: its output goes to the screen as it comes, its counts are kept."""

import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from launcher.command import output_lines, plain
from launcher.running.spawn import end_group, spawn
from launcher.terminal import paint, say
from launcher.testing.outcome import Counts, Outcome, counts_of

_LONGEST_STEP_SECONDS = 75 * 60.0
_PYTEST_FOUND_NONE = 5
Write = Callable[[str], None]


class Work(Protocol):
    """Something of the suite that runs and ends with an outcome; its lines go where asked."""

    @property
    def name(self) -> str:
        """What the summary calls it."""

    def run(self, write: Write) -> Outcome:
        """Run it to its end."""


@dataclass(frozen=True, slots=True)
class Step:
    """A program that checks or tests.

    Attributes
    ----------
    name : str
        What the summary calls it.
    command : tuple of str
        The program.
    may_find_none : bool
        Whether a pytest that selects no test is well, as it is for a filtered run.
    """

    name: str
    command: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    may_find_none: bool = False

    def run(self, write: Write) -> Outcome:
        """Run the program to its end."""
        return run_step(self, write=write)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A step that needs something beside it, which is there only while it runs."""

    name: str
    run: Callable[[Write], Outcome]


def run_step(step: Step, *, write: Write = say) -> Outcome:
    """Run it to its end, or to the limit that keeps a hanging program from hanging the suite."""
    write(f"\n{paint(f'== {step.name}', 'bold')}")
    begin = time.monotonic()
    status, counts = _run(step, write)
    seconds = time.monotonic() - begin
    ok = status == 0 or (step.may_find_none and status == _PYTEST_FOUND_NONE)
    remark = "" if ok else f"ended with status {status}"
    if seconds >= _LONGEST_STEP_SECONDS:
        remark = f"was ended after {_LONGEST_STEP_SECONDS / 60:.0f} minutes"
    return Outcome(step.name, ok, _at_least_one(ok, counts), seconds, remark)


def _at_least_one(ok: bool, counts: Counts | None) -> Counts:  # noqa: FBT001  private
    """A check without tests counts as one; a failure always counts."""
    if counts is None:
        return Counts(passed=1) if ok else Counts(failed=1)
    if not ok and counts.failed == 0:
        return counts + Counts(failed=1)
    return counts


def _run(step: Step, write: Write) -> tuple[int, Counts | None]:
    child = spawn(step.command, cwd=step.cwd, env=step.env)
    limit = threading.Timer(_LONGEST_STEP_SECONDS, end_group, (child.pid, signal.SIGKILL))
    limit.start()
    counts: Counts | None = None
    try:
        for line in output_lines(child):
            write(line)
            counts = counts_of(plain(line)) or counts
        return child.wait(), counts
    finally:
        limit.cancel()
        # Also servers that a failing test left in the group.
        end_group(child.pid, signal.SIGKILL)
        child.wait()
