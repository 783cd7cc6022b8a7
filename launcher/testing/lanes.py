"""Checks side by side: one lane a core, each step's output in one piece when it ends."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Queue

from launcher.terminal import say
from launcher.testing.outcome import Outcome
from launcher.testing.runner import Step, run_step

_Lane = Sequence[Step]


def run_lanes(lanes: Sequence[_Lane]) -> Iterator[Outcome]:
    """Run each lane's steps in order and the lanes at once; outcomes come as they end.

    A program's life is tied to this process, so an interrupt ends what the lanes run.
    """
    ended: Queue[Outcome | BaseException] = Queue()
    writing = threading.Lock()

    def run(lane: _Lane) -> None:
        try:
            for step in lane:
                lines: list[str] = []
                outcome = run_step(step, write=lines.append)
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
