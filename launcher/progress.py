"""Progress of long steps: a live line in a terminal, a line now and then elsewhere."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from launcher.terminal import is_terminal, paint, say

_FRAMES = "|/-\\"
_REDRAW_SECONDS = 0.2
_REPORT_SECONDS = 15.0


class Step:
    """One step on the screen; `note` shows what it does just now."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._note = ""
        self._begin = time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def note(self, text: str) -> None:
        """Show the latest line of the step's output."""
        self._note = text.strip()

    def start(self) -> None:
        """Begin to show the step."""
        if not is_terminal():
            say(f"  .. {self.title}")
        self._thread.start()

    def finish(self, mark: str, colour: str) -> None:
        """Replace the live line by the outcome and the time it took."""
        self._done.set()
        self._thread.join()
        if is_terminal():
            sys.stdout.write("\r\x1b[2K")
        say(f"  {paint(mark, colour)} {self.title} ({self.seconds:.1f} s)")

    @property
    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self._begin

    def _draw(self) -> None:
        pause = _REDRAW_SECONDS if is_terminal() else _REPORT_SECONDS
        frame = 0
        while not self._done.wait(pause):
            if not is_terminal():
                say(f"     {self.title}: {self.seconds:.0f} s. {self._note}".rstrip())
                continue
            frame += 1
            spinner = _FRAMES[frame % len(_FRAMES)]
            line = f"  {spinner}  {self.title} ({self.seconds:.0f} s) {self._note}"
            width = shutil.get_terminal_size().columns - 1
            sys.stdout.write("\r\x1b[2K" + line[:width])
            sys.stdout.flush()


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Show a step while the block runs; its mark says how it ended."""
    shown = Step(title)
    shown.start()
    try:
        yield shown
    except BaseException:
        shown.finish("!!", "red")
        raise
    shown.finish("ok", "green")
