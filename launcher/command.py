"""Running one program to its end, with its output in a log and its last lines in the error."""

import itertools
import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from launcher.checks.causes import find_cause
from launcher.errors import LauncherError
from launcher.running.spawn import Process, end_group, spawn
from launcher.running.warden_client import Warden

# Enough to hold the cause: npm writes its whole help after it.
_TAIL_LINES = 250
_SHOWN_LINES = 15
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class CommandError(Exception):
    """A program ended with a failure; `tail` has the last lines it wrote."""

    def __init__(self, command: Sequence[str], status: int, tail: Sequence[str]) -> None:
        super().__init__(f"{command[0]} ended with status {status}")
        self.status = status
        self.tail = tuple(tail)

    def says(self, *words: str) -> bool:
        """Whether one of the words is in the last lines, whatever its case."""
        text = "\n".join(self.tail).lower()
        return any(word.lower() in text for word in words)

    @property
    def shown(self) -> tuple[str, ...]:
        """The last lines that say something, without the help that some programs add."""
        said = [line for line in itertools.takewhile(_is_no_help, self.tail) if line.strip()]
        return tuple(said[-_SHOWN_LINES:])

    def to_launcher_error(self, cause: str, fix: str) -> LauncherError:
        """The error a person reads; the usual causes outside our control come first."""
        found = find_cause("\n".join(self.tail))
        if found is not None:
            return LauncherError(f"{cause}, {found[0]}", found[1], self.shown)
        return LauncherError(cause, fix, self.shown)


def _is_no_help(line: str) -> bool:
    return line.strip() not in ("npm error Usage:", "npm error Clean install a project")


def run_logged(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    log: Path | None = None,
    on_line: Callable[[str], None] = lambda _: None,
    limit_s: float | None = None,
) -> None:
    """Run to the end, or to a limit; raise `CommandError` on failure and leave nothing behind."""
    tail: deque[str] = deque(maxlen=_TAIL_LINES)
    # The kernel ends the program itself with the launcher; the warden ends what it started.
    warden = Warden()
    child = spawn(command, cwd=cwd, env=env)
    warden.add(child.pid)
    limit = threading.Timer(limit_s or 0.0, end_group, (child.pid, signal.SIGKILL))
    if limit_s is not None:
        limit.start()
    try:
        for coloured in output_lines(child):
            line = plain(coloured)
            tail.append(line)
            on_line(line)
            if log is not None:
                with log.open("a") as file:
                    file.write(f"{line}\n")
        status = child.wait()
    except BaseException:
        end_group(child.pid, signal.SIGKILL)
        child.wait()
        raise
    finally:
        limit.cancel()
        warden.forget(child.pid)
        warden.close()
    if status != 0:
        raise CommandError(command, status, tail)


def output_lines(child: Process) -> Iterator[str]:
    """Lines that a program writes, until its output ends; bytes that are no text are marked."""
    if child.stdout is None:
        raise ValueError("the program was started without a pipe")
    with child.stdout as output:
        for raw in output:
            yield raw.decode(errors="replace").rstrip()


def plain(line: str) -> str:
    """The line without colours."""
    return _ESCAPES.sub("", line)
