"""The supervisor's side of the warden (warden.py)."""

import contextlib
import subprocess
import sys
from pathlib import Path

_PROGRAM = Path(__file__).resolve().parent / "warden.py"


class Warden:
    """Reports to the warden which process groups live; it ends them when this process is gone."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._process = self._start()

    def add(self, group: int) -> None:
        """Put a process group into its care."""
        self._groups.add(group)
        self._order(f"+{group}")

    def forget(self, group: int) -> None:
        """Take a process group out of its care: it has ended."""
        self._groups.discard(group)
        self._order(f"-{group}")

    def keep_alive(self) -> None:
        """Start it again if someone killed it."""
        if self._process.poll() is not None:
            self._close_input()
            self._process = self._start()
            for group in self._groups:
                self._order(f"+{group}")

    def close(self) -> None:
        """Let it end; it kills what is still in its care."""
        self._close_input()
        self._process.wait()

    def _close_input(self) -> None:
        if self._process.stdin is not None:
            # What a dead one did not read is of no use to anyone.
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()

    def _order(self, text: str) -> None:
        if self._process.stdin is None:
            return
        try:
            self._process.stdin.write(f"{text}\n".encode())
            self._process.stdin.flush()
        except BrokenPipeError:
            self.keep_alive()

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  fixed command
            [sys.executable, "-I", "-S", str(_PROGRAM)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
