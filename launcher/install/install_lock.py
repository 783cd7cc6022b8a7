"""One installer per checkout: environment and build belong to all data folders together.

The kernel drops the lock when its holder dies, by `kill -9` too. What the holder wrote into the
file stays then: it says that an installation was cut off, and marks what may still run of it.
"""

import contextlib
import fcntl
import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.running.leftovers import MARK, end_leftovers
from launcher.terminal import say


def install_lock_file(layout: Layout) -> Path:
    """The lock of a checkout; outside the environment, which may be made anew."""
    return layout.root / ".sightline-install.lock"


@contextlib.contextmanager
def installing(layout: Layout, what: str) -> Iterator[bool]:
    """Install while no other start does; gives whether the last one of `what` was cut off.

    Waits for another start that installs. A failure that is a sentence leaves whole packages
    behind; whatever else ends the block may have stopped an installer in the middle of a file.
    """
    with _open(layout) as file:
        _wait_for(file)
        cut_off = _end_previous(file)
        # Every program that is started from here on inherits the mark.
        _write(file, {"what": what, "run_id": os.environ.setdefault(MARK, uuid.uuid4().hex)})
        try:
            yield cut_off == what
        except LauncherError:
            _write(file, None)
            raise
        _write(file, None)


def _open(layout: Layout) -> IO[str]:
    try:
        return install_lock_file(layout).open("a+")
    except OSError as error:
        raise LauncherError(
            f"{layout.root} cannot be written ({error.strerror})",
            "make the product's folder writable for this user: its packages are installed there",
        ) from error


def _wait_for(file: IO[str]) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("  Another start installs just now; waiting for it.")
        fcntl.flock(file, fcntl.LOCK_EX)


def _end_previous(file: IO[str]) -> str:
    """End what a holder that was killed left running; return what it was installing, or ''."""
    file.seek(0)
    try:
        found = json.loads(file.read())
        what, run_id = str(found["what"]), str(found["run_id"])
    except (ValueError, KeyError, TypeError):
        return ""
    if run_id != os.environ.get(MARK):
        ended = end_leftovers(run_id)
        say(f"  An installation was cut off; {ended} of its processes were left and are ended.")
    return what


def _write(file: IO[str], content: dict[str, str] | None) -> None:
    file.seek(0)
    file.truncate()
    if content is not None:
        file.write(json.dumps(content))
    file.flush()
