"""Steps side by side: a few lanes at once, each step's output in one piece when it ends."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

from launcher.terminal import say
from launcher.testing.outcome import Outcome
from launcher.testing.runner import Work, Write

_Lane = Sequence[Work]


def run_lanes(lanes: Sequence[_Lane], *, logs: Path | None = None) -> Iterator[Outcome]:
    """Run each lane's steps in order and the lanes at once; outcomes come as they end.

    A program's life is tied to this process, so an interrupt ends what the lanes run. With a
    folder of logs, each step's lines can be followed there as they come.
    """
    ended: Queue[Outcome | BaseException] = Queue()
    writing = threading.Lock()

    def run(lane: _Lane) -> None:
        try:
            for work in lane:
                lines: list[str] = []
                with _followed(work.name, lines, logs) as write:
                    outcome = work.run(write)
                with writing:
                    for line in lines:
                        say(line)
                ended.put(outcome)
        except BaseException as error:  # noqa: BLE001  raised again by the reader
            ended.put(error)

    with ThreadPoolExecutor(max_workers=len(lanes)) as pool:
        for lane in lanes:
            pool.submit(run, lane)
        for _ in range(sum(len(lane) for lane in lanes)):
            outcome = ended.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome


@contextmanager
def _followed(name: str, lines: list[str], logs: Path | None) -> Iterator[Write]:
    """Give where a step writes: into the list, and into a file of its own that can be watched."""
    if logs is None:
        yield lines.append
        return
    logs.mkdir(parents=True, exist_ok=True)
    file = logs / f"{name.replace(' ', '-')}.log"
    say(f"-- {name} runs: follow it in {file}")
    with file.open("w", buffering=1) as log:

        def write(line: str) -> None:
            lines.append(line)
            log.write(f"{line}\n")

        yield write
