"""A product on a data folder of its own and a spare port, for as long as somebody needs it."""

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

_START_SECONDS, _STOP_SECONDS = 600.0, 45.0
_HOST = "127.0.0.1"


@contextmanager
def own_product(layout: Layout, env: Mapping[str, str], *, port: int, what: str) -> Iterator[str]:
    """Start the product as a user does; gives its URL, and stops it with the block.

    Parameters
    ----------
    layout : Layout
        The checkout; its data folder is not used.
    env : mapping of str to str
        Environment of the product.
    port : int
        A port that nothing else takes.
    what : str
        What the product is for, such as "the preview"; errors name it.
    """
    with tempfile.TemporaryDirectory(prefix="sightline-own-") as folder:
        command = [sys.executable, str(layout.root / "sightline"), "up", "--no-browser"]
        command += ["--port", str(port), "--data", folder]
        child = spawn(command, cwd=layout.root, env=env)
        tail: deque[str] = deque(maxlen=60)
        reader = threading.Thread(target=tail.extend, args=(output_lines(child),), daemon=True)
        reader.start()
        try:
            _wait(child, port, tail, what)
            yield f"http://{_HOST}:{port}"
        except BaseException:
            _show(tail)
            raise
        finally:
            _stop(child)
            reader.join(timeout=5.0)


def _wait(child: Process, port: int, tail: deque[str], what: str) -> None:
    end = time.monotonic() + _START_SECONDS
    while not ask(_HOST, port, patience=2.0).serves:
        if child.poll() is not None or time.monotonic() > end:
            raise LauncherError(
                f"The product for {what} did not start", "read its lines above", tuple(tail)
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
