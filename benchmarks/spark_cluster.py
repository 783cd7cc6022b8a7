"""A real Spark standalone cluster on loopback: a master and its workers, each a JVM of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from launcher.testing.ports import reserved_port

HOST = "127.0.0.1"
_WAIT_S = 180.0  # three machines of Java start at once, beside all else that a whole run starts
_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"


@contextmanager
def spark_cluster(folder: Path, *, workers: int = 2, memory: str = "1g") -> Iterator[str]:
    """Start the cluster and give its master's URL; everything ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    port = reserved_port(HOST)
    url = f"spark://{HOST}:{port}"
    with ExitStack() as stack:
        log = folder / "master.log"
        master = (_MASTER, "--host", HOST, "--port", str(port), "--webui-port", "0")
        stack.enter_context(_running(master, log))
        _until(log, "I have been elected leader", 1)
        for number in range(workers):
            place = folder / f"worker-{number}"
            where = ("--host", HOST, "--webui-port", "0", "--work-dir", str(place), url)
            worker = (_WORKER, "--cores", "1", "--memory", memory, *where)
            stack.enter_context(_running(worker, folder / f"worker-{number}.log"))
        _until(log, "Registering worker", workers)
        yield url


@contextmanager
def _running(words: tuple[str, ...], log: Path) -> Iterator[None]:
    env = {**os.environ, "SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable}
    env["SPARK_NO_DAEMONIZE"] = "1"
    with log.open("w") as opened:
        process = subprocess.Popen(  # noqa: S603  Spark's own launcher
            [str(_spark_class()), *words],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=opened,
            stderr=subprocess.STDOUT,
        )
    try:
        yield
    finally:
        # Spark's launcher has become the JVM; in our group, it also goes when that is ended.
        process.kill()
        process.wait()


def _spark_class() -> Path:
    found = find_spec("pyspark")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("PySpark is not installed: ./sightline up --with-spark")
    return Path(found.origin).parent / "bin" / "spark-class"


def _until(log: Path, words: str, times: int) -> None:
    end = time.monotonic() + _WAIT_S
    while log.read_text(errors="replace").count(words) < times:
        if time.monotonic() > end:
            raise TimeoutError(f"Spark did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.2)
