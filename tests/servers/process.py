"""A server process that ends with the tests, and that a test may kill."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_START_SECONDS = 20.0


def _end_with_parent() -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


class ServerProcess:
    """One server; its output goes to a file, which the error shows when it does not start."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        *,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        self.command = list(command)
        self.folder = folder
        self._env = dict(env or os.environ)
        self._user: dict[str, Any] = {}
        if user is not None:
            self._user = {"user": user, "group": user_group(user), "extra_groups": []}
        self._output = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Process id."""
        if self._process is None:
            raise RuntimeError("the server is not started")
        return self._process.pid

    def start(self, answers: Callable[[], bool]) -> None:
        """Start and wait until it answers."""
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                # Safe here: tests start servers from their main thread, and the library is loaded.
                preexec_fn=_end_with_parent,  # noqa: PLW1509
                **self._user,
            )
        end = time.monotonic() + _START_SECONDS
        while not answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError(f"{self.command[0]} did not start:\n{self._output.read_text()}")
            time.sleep(0.02)

    def stop(self, number: int = signal.SIGTERM, seconds: float = 10.0) -> None:
        """Ask it to stop; kill it when it does not."""
        if self._process is None:
            return
        self.send(number)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """``kill -9``."""
        self.send(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def send(self, number: int) -> None:
        """Send any signal, e.g. SIGSTOP for a server that hangs."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)


def user_group(user: str) -> int:
    """The user's main group."""
    import pwd  # noqa: PLC0415  not on every platform

    return pwd.getpwnam(user).pw_gid
