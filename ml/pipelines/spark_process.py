"""Spark in a process of its own: its JVM and memory go when the run ends, however it ends."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Final

from ml.errors import NumericError
from ml.features.catalogue import NAMES

_LOOK_S: Final = 0.5
_TAIL: Final = 4_000


class SparkRunError(NumericError):
    """Spark could not finish; the message has its own last words."""


@dataclass(frozen=True, slots=True)
class SparkOptions:
    """Where Spark runs.

    `master` is a Spark master URL; `driver_host` the address at which executors reach this
    machine; `memory` the heap of the driver and of each executor.
    """

    master: str = "local[*]"
    driver_host: str = "127.0.0.1"
    memory: str = "1g"


def features_by_spark(
    inputs: Path,
    outputs: Path,
    options: SparkOptions,
    report: Callable[[float, str], None],
    *,
    names: Sequence[str] = NAMES,
) -> None:
    """Compute features with Spark.

    Parameters
    ----------
    inputs, outputs : Path
        Folders of Parquet files; on a cluster, at the same place on every machine.
    options : SparkOptions
        Where it runs.
    report : callable
        Called twice a second with the share of known tasks that are done and what goes on; raises
        to stop the run.
    names : sequence of str
        Features wanted.

    Raises
    ------
    SparkRunError
        When Spark ends without an answer.
    """
    with tempfile.TemporaryDirectory(prefix=".spark-", dir=outputs.parent) as scratch:
        asked = asdict(options) | {
            "inputs": str(inputs),
            "outputs": str(outputs),
            "scratch": scratch,
            "names": list(names),
        }
        log = Path(scratch) / "spark.log"
        with _child(json.dumps(asked), log) as child:
            done = _follow(child, report)
        if not done:
            raise SparkRunError(f"Spark ended without an answer: {_last_words(log)}")


@contextmanager
def _child(asked: str, log: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "ml.pipelines.spark_child", asked]
    root = Path(__file__).resolve().parents[2]
    with log.open("w") as errors:
        child = subprocess.Popen(  # noqa: S603  our own module
            command,
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        _end(child)


def _end(child: subprocess.Popen[str]) -> None:
    """End the process with its JVM: both are in a group of their own."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
    child.wait()


def _follow(child: subprocess.Popen[str], report: Callable[[float, str], None]) -> bool:
    """Pass on what the process says until it ends; return whether it was done."""
    lines: SimpleQueue[str | None] = SimpleQueue()
    reader = threading.Thread(target=_read, args=(child.stdout, lines), daemon=True)
    reader.start()
    share, words, done = 0.0, "Spark starts", False
    while True:
        try:
            line = lines.get(timeout=_LOOK_S)
        except Empty:
            report(share, words)
            continue
        if line is None:
            break
        share, words, ended = _understood(line, share, words)
        done = done or ended
        report(share, words)
    reader.join()
    return done


def _read(pipe: IO[str] | None, lines: "SimpleQueue[str | None]") -> None:
    if pipe is not None:
        for line in pipe:
            lines.put(line)
    lines.put(None)


def _understood(line: str, share: float, words: str) -> tuple[float, str, bool]:
    """Share, words and whether all is done after a line; what Spark itself prints is passed by."""
    if not line.startswith("{"):
        return share, words, False
    said: dict[str, Any] = json.loads(line)
    if said["stage"] == "ready":
        return share, f"Spark {said['version']} is ready", False
    if said["stage"] == "tasks" and said["tasks"]:
        return said["done"] / said["tasks"], f"{said['done']} of {said['tasks']} tasks", False
    return share, words, said["stage"] == "done"


def _last_words(log: Path) -> str:
    """The line of Spark's log that names the error, else its last one."""
    lines = [line.strip() for line in log.read_text(errors="replace")[-_TAIL:].splitlines()]
    named = [line for line in lines if "Error" in line or "Exception" in line]
    return (named or [line for line in lines if line] or ["it left no message"])[-1][:300]
