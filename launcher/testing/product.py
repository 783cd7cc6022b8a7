"""A running product for the browser tests: its own data folder, a spare port."""

import signal
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from launcher.checks.health import ask
from launcher.command import output_lines
from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.running.spawn import Process, end_group, spawn
from launcher.terminal import say
from launcher.testing.ports import reserved_port

_START_SECONDS, _STOP_SECONDS = 180.0, 45.0
_HOST = "127.0.0.1"
# Stories have one past, and bring their own lists, rules and runs.
_CALM = {
    "SIGHTLINE_REPLAY": "off",
    "SIGHTLINE_SAMPLES": "off",
    "SIGHTLINE_SIMULATED_TRADES_PERCENT": "25",
}


@contextmanager
def running_product(layout: Layout, env: Mapping[str, str]) -> Iterator[str]:
    """Start the product as a user does; gives its URL, and stops it with the block.

    The demo's market stands still and has no samples, unless `env` says otherwise. A quarter of the
    simulated trades is enough to watch, and takes less of the machine that runs the stories.
    """
    with tempfile.TemporaryDirectory(prefix="sightline-browser-") as folder:
        port = reserved_port()
        command = [sys.executable, str(layout.root / "sightline"), "up", "--no-browser"]
        command += ["--port", str(port), "--data", folder]
        child = spawn(command, cwd=layout.root, env={**_CALM, **env})
        tail: deque[str] = deque(maxlen=60)
        reader = threading.Thread(target=tail.extend, args=(output_lines(child),), daemon=True)
        reader.start()
        try:
            _wait(child, port, tail)
            yield f"http://{_HOST}:{port}"
        except BaseException:
            _show(tail)
            raise
        finally:
            _stop(child)
            reader.join(timeout=5.0)


def _wait(child: Process, port: int, tail: deque[str]) -> None:
    end = time.monotonic() + _START_SECONDS
    while not ask(_HOST, port, patience=2.0).serves:
        if child.poll() is not None or time.monotonic() > end:
            raise LauncherError(
                "The product for the browser tests did not start",
                "read its lines above",
                tuple(tail),
            )
        time.sleep(0.25)


def _stop(child: Process) -> None:
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(_STOP_SECONDS)
    finally:
        end_group(child.pid, signal.SIGKILL)
        child.wait()


def _show(tail: deque[str]) -> None:
    say("The product's last lines:")
    for line in tail:
        say(f"    {line}")
