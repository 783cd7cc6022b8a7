"""One stream of log lines, each with its process's name: coloured on the screen, and in a file."""

import logging
import logging.handlers
import sys
import threading
from collections import deque
from typing import Final

from launcher.command import output_lines
from launcher.layout import Layout
from launcher.running.spawn import Process
from launcher.terminal import paint

_COLOURS: Final = ("cyan", "green", "yellow", "blue", "magenta")
_NAME_WIDTH = 14
_FILE_BYTES, _FILES_KEPT = 10_000_000, 3
NAME = "sightline"


def colour_of(name: str) -> str:
    """The same colour for a name in every run."""
    return "bold" if name == NAME else _COLOURS[sum(name.encode()) % len(_COLOURS)]


def open_logs(layout: Layout) -> logging.Logger:
    """The log of this run, on the screen and in DATA/logs/sightline.log."""
    # A full disk or a closed terminal must not stop the product.
    logging.raiseExceptions = False
    screen = logging.StreamHandler(sys.stdout)
    screen.setFormatter(logging.Formatter("%(label)s %(message)s"))
    file = logging.handlers.RotatingFileHandler(
        layout.logs / "sightline.log",
        maxBytes=_FILE_BYTES,
        backupCount=_FILES_KEPT,
        errors="replace",
    )
    file.setFormatter(logging.Formatter("%(asctime)s %(process_name)-14s %(message)s"))
    log = logging.getLogger("sightline")
    log.propagate = False
    log.setLevel(logging.INFO)
    log.handlers = [screen, file]
    return log


def write(log: logging.Logger, name: str, text: str) -> None:
    """Write one line of a process, or of the supervisor (NAME)."""
    label = f"{paint(f'{name:<{_NAME_WIDTH}}', colour_of(name))} {paint('|', 'grey')}"
    log.info("%s", text, extra={"process_name": name, "label": label})


def follow(log: logging.Logger, name: str, child: Process, keep: deque[str]) -> None:
    """Copy a process's lines into the log from now on; `keep` holds its latest few."""

    def copy() -> None:
        for line in output_lines(child):
            if line:
                keep.append(line)
                write(log, name, line)

    threading.Thread(target=copy, name=f"log-{name}", daemon=True).start()
