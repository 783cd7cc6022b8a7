"""Servers for benchmark rows: each a process of its own, ended with the row."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from launcher.layout import ROOT, Layout, open_data_folder
from launcher.running.redis_server import find_server, server_command
from launcher.running.spawn import guarded
from launcher.testing.ports import reserved_port

_START_SECONDS = 60.0


@contextmanager
def process(
    command: Sequence[str], env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A process with its output in a file, killed with the block."""
    with log.open("ab") as output:
        started = subprocess.Popen(  # noqa: S603  commands are built in this package
            guarded(command),
            cwd=ROOT,
            env={**os.environ, **env},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@contextmanager
def asgi(application: str, env: Mapping[str, str], log: Path) -> Iterator[tuple[int, int]]:
    """Uvicorn as the product starts it; gives its port and process id."""
    port = reserved_port()
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port)]
    command += ["--loop", "uvloop", "--http", "httptools", "--ws", "websockets-sansio"]
    command += ["--ws-per-message-deflate", "false", "--lifespan", "off"]
    command += ["--no-access-log", "--log-level", "warning"]
    with process(command, env, log) as started:
        _wait_for_port(port, started, log)
        yield port, started.pid


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis of its own; gives its URL."""
    layout = Layout(data=folder)
    open_data_folder(layout)
    server = find_server(layout)
    if server is None:
        raise RuntimeError("no Redis server")
    socket_file = layout.run / "redis.sock"
    with process(server_command(server, socket_file), {}, layout.logs / "redis.log"):
        end = time.monotonic() + _START_SECONDS
        while not socket_file.exists() and time.monotonic() < end:
            time.sleep(0.02)
        yield f"unix://{socket_file}"


def _wait_for_port(port: int, started: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if started.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-3000:]}")
