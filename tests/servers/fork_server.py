"""Forks processes from one that has loaded the product, so that each of them is there at once.

Tests of kills start dozens of processes. What each would load first takes more of a processor than
what it does until it is killed, and says nothing about kills. So this loads modules once, and then
runs commands, as Python's own command line would, each in a fork.
"""

import contextlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import django

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_MESSAGE = 65_536
_BETWEEN_LOOKS_S = 0.02


class Forked:
    """A process that was forked; its parent, the loaded one, reaps it when asked."""

    def __init__(self, forks: "ForkServer", pid: int) -> None:
        self.pid = pid
        self._forks = forks
        self._code: int | None = None

    def poll(self) -> int | None:
        """Exit code, negative after a signal; None while it runs."""
        if self._code is None:
            self._code = self._forks.ask({"code_of": self.pid})
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended and return its exit code."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0.0)
            time.sleep(_BETWEEN_LOOKS_S)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal; until it is reaped, its number is nobody else's."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class ForkServer:
    """One loaded process, with the environment of all that it forks."""

    def __init__(self, environment: Mapping[str, str], modules: Sequence[str], errors: int) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket = ours
        self._asking = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                (sys.executable, "-m", "tests.servers.fork_server", str(theirs.fileno()), *modules),
                cwd=ROOT,
                # Threads of a numeric library would not live on in a fork.
                env={**environment, "OPENBLAS_NUM_THREADS": "1"},
                stdin=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=[theirs.fileno()],
            )

    def start(self, command: Sequence[str], *files: int) -> Forked:
        """Run a command of Python's (`-m MODULE` or a script) with these three standard files."""
        return Forked(self, self.ask({"run": list(command)}, *files))

    def ask(self, question: object, *files: int) -> Any:
        """Ask the loaded process; one question at a time, so that each answer is its own."""
        with self._asking:
            message = json.dumps(question).encode()
            socket.send_fds(self._socket, [message], files)
            answer = self._socket.recv(_LONGEST_MESSAGE)
        assert answer, "the loaded process ended; its last words are where its errors go"
        return json.loads(answer)

    def end(self) -> None:
        """End the loaded process; what it forked is ended by whoever asked for it."""
        self._socket.close()
        self._process.wait(30)


def said(forks: ForkServer, command: Sequence[str], errors: int) -> tuple[int, str]:
    """Run a command to its end; return its exit code and what it says."""
    read, write = pipe()
    with read:
        with write, Path(os.devnull).open() as nothing:
            forked = forks.start(command, nothing.fileno(), write.fileno(), errors)
        text = read.read()
    return forked.wait(), text


def pipe() -> tuple[TextIO, TextIO]:
    """Return the end to read from and the end to write to."""
    read, write = os.pipe()
    return os.fdopen(read), os.fdopen(write, "w")


def _serve(door: socket.socket) -> None:
    """Fork and reap until the other end is closed."""
    while True:
        message, files, _, _ = socket.recv_fds(door, _LONGEST_MESSAGE, 3)
        if not message:
            return
        answer = _answer(json.loads(message), door, files)
        for file in files:
            os.close(file)
        door.send(json.dumps(answer).encode())


def _answer(asked: Mapping[str, Any], door: socket.socket, files: list[int]) -> int | None:
    """Return the number of a new process, or the exit code of one that has ended."""
    if "run" in asked:
        pid = os.fork()
        if pid == 0:
            door.close()
            _become(asked["run"], files)
        return pid
    ended, status = os.waitpid(asked["code_of"], os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def _become(command: list[str], files: list[int]) -> None:
    """Be what Python becomes with this command, to its end."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    code = 1
    try:
        _run(command)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  as the interpreter does at its top
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(code)


def _run(command: list[str]) -> None:
    if command[0] == "-m":
        sys.argv = command[1:]
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = command
        runpy.run_path(command[0], run_name="__main__")


def _threads() -> int:
    """Count all threads where the system says so, else those of Python."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def main(descriptor: str, *modules: str) -> None:
    """Load the modules, then serve."""
    django.setup()
    for name in modules:
        __import__(name)
    # A fork has none of the threads, whatever they held.
    assert _threads() == 1
    with socket.socket(fileno=int(descriptor)) as door:
        _serve(door)


if __name__ == "__main__":
    main(*sys.argv[1:])
