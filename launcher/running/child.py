"""One supervised process: started, watched, started again with growing pauses, stopped."""

import logging
import signal
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from launcher.logs import NAME, follow, write
from launcher.running.processes import ProcessSpec
from launcher.running.spawn import Process, end_group, spawn

_TAIL_LINES = 15
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
# A process that ran this long was well; its next crash counts as the first.
_WELL_SECONDS = 60.0


@dataclass(slots=True)
class Child:
    """A process of the table and what became of it."""

    spec: ProcessSpec
    root: Path
    env: Mapping[str, str]
    log: logging.Logger
    process: Process | None = None
    crashes: int = 0
    tail: deque[str] = field(default_factory=lambda: deque(maxlen=_TAIL_LINES))
    _started: float = 0.0
    _next_start: float = 0.0

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        """Process id and process group id; 0 when it does not run."""
        return self.process.pid if self.process else 0

    def start(self) -> None:
        """Start the process and follow its output."""
        env = {**self.env, **self.spec.environment}
        self.process = spawn(self.spec.command, cwd=self.root, env=env)
        self._started = time.monotonic()
        self.tail.clear()
        follow(self.log, self.spec.name, self.process, self.tail)

    def notice_exit(self) -> int | None:
        """Exit status when the process has just ended; its group ends with it."""
        if self.process is None or self.process.poll() is None:
            return None
        status, pid = self.process.returncode, self.process.pid
        end_group(pid, signal.SIGKILL)
        self.process = None
        self._plan_restart()
        return status

    def _plan_restart(self) -> None:
        now = time.monotonic()
        self.crashes = 1 if now - self._started > _WELL_SECONDS else self.crashes + 1
        self._next_start = now + self.pause

    @property
    def pause(self) -> float:
        """Seconds until the next start: 1, 2, 4, ... at most 30."""
        return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (self.crashes - 1))

    @property
    def is_due(self) -> bool:
        """Whether it ended and its pause is over."""
        return self.process is None and self.crashes > 0 and time.monotonic() >= self._next_start

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process alone: its own children are its own business for now."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it with everything that it started."""
        if self.process is not None:
            end_group(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def say(self, text: str) -> None:
        """Write a line of the supervisor about this process."""
        write(self.log, NAME, f"{self.spec.name} {text}")
