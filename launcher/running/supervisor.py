"""Starts the processes, starts crashed ones again, and stops them all together."""

import logging
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FrameType
from typing import Self

from launcher.errors import LauncherError
from launcher.logs import NAME, write
from launcher.running.child import Child
from launcher.running.processes import ProcessSpec
from launcher.running.warden_client import Warden

DRAIN_SECONDS = 25.0
REDIS_DRAIN_SECONDS = 3.0
_LOOK_SECONDS = 0.1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Owner of all processes of one run; use as a context manager, on the main thread.

    Processes must be started by a thread that lives as long as the run: on Linux the kernel
    counts the death of the starting thread as the parent's.
    """

    def __init__(
        self,
        specs: Iterable[ProcessSpec],
        *,
        root: Path,
        env: Mapping[str, str],
        log: logging.Logger,
    ) -> None:
        self.children = [Child(spec, root, env, log) for spec in specs]
        self._log = log
        self._stops = 0
        self._warden: Warden | None = None

    def __enter__(self) -> Self:
        """Take over the signals; from here on nothing outlives this process."""
        self._warden = Warden()
        for number in _SIGNALS:
            signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything, whatever ended the block."""
        self.stop()
        self.warden.close()

    @property
    def warden(self) -> Warden:
        """The one that ends everything should this process die."""
        if self._warden is None:
            raise RuntimeError("a supervisor is used as a context manager")
        return self._warden

    @property
    def is_stopping(self) -> bool:
        """Whether someone asked to stop."""
        return self._stops > 0

    def start(self, stage: int) -> None:
        """Start the processes of a stage."""
        for child in self.children:
            if child.spec.stage == stage and not self.is_stopping:
                self._start(child)

    def run_until(self, done: Callable[[], bool], *, seconds: float = float("inf")) -> bool:
        """Supervise until `done`, a stop signal or the time is over; True when it was done."""
        end = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < end:
            self._look()
            if done():
                return True
            time.sleep(_LOOK_SECONDS)
        return False

    def run(self) -> None:
        """Supervise until a stop signal."""
        self.run_until(lambda: False)

    def stop(self) -> None:
        """Let all drain, then end what is left; Redis last, the others may still need it."""
        others = [child for child in self.children if child.spec.name != "redis"]
        redis = [child for child in self.children if child.spec.name == "redis"]
        self._drain(others, DRAIN_SECONDS)
        self._drain(redis, REDIS_DRAIN_SECONDS)

    def crashed(self, name: str, times: int) -> Child | None:
        """The process of that name when it crashed at least so many times in a row."""
        for child in self.children:
            if child.spec.name == name and child.crashes >= times:
                return child
        return None

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stops += 1

    def _start(self, child: Child) -> None:
        child.start()
        self.warden.add(child.pid)

    def _look(self) -> None:
        self.warden.keep_alive()
        for child in self.children:
            self._notice_exit(child)
            if child.is_due:
                self._start(child)

    def _notice_exit(self, child: Child) -> None:
        pid = child.pid
        status = child.notice_exit()
        if status is None:
            return
        self.warden.forget(pid)
        child.say(f"{_how_it_ended(status)}; starting it again in {child.pause:.0f} s")

    def _drain(self, children: list[Child], seconds: float) -> None:
        running = [child for child in children if child.is_running]
        for child in running:
            child.ask_to_stop()
        end = time.monotonic() + seconds
        while any(child.is_running for child in running) and time.monotonic() < end:
            # A second Ctrl-C means now.
            if self._stops > 1:
                break
            time.sleep(_LOOK_SECONDS)
        for child in running:
            if child.is_running:
                child.say("did not stop in time and is killed")
            child.kill()
            self.warden.forget(child.pid)

    def log(self, text: str) -> None:
        """Write a line of the supervisor's own."""
        write(self._log, NAME, text)


def _how_it_ended(status: int) -> str:
    if status == 0:
        return "ended by itself"
    if status >= 0:
        return f"ended with status {status}"
    return f"was ended by {signal.Signals(-status).name}"


def failure_of(child: Child) -> LauncherError:
    """The error to show when a process cannot be kept running at the start."""
    return LauncherError(
        f"The {child.spec.name} process ended {child.crashes} times while starting",
        "read its last lines above; './sightline doctor' looks for the usual causes",
        tuple(child.tail),
    )
