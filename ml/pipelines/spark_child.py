"""The Spark run itself, in a process that ends with it: `python -m ml.pipelines.spark_child JSON`.

It says on standard output, a JSON object a line, how far it is. When its standard input closes,
whoever wanted the answer is gone, and it ends with its JVM.
"""

import json
import os
import sys
import threading
import warnings
from pathlib import Path
from typing import Any, Final

from pyspark.sql import SparkSession

GROUP: Final = "features"
_LOOK_S: Final = 0.5


def main() -> None:
    """Read Parquet, compute every feature, write Parquet."""
    asked = json.loads(sys.argv[1])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # PySpark says at every session that pandas 3 is new to it; no pandas is used here.
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    from ml.features.spark_engine import spark_session  # noqa: PLC0415  after the filter

    _say(stage="start")
    session = spark_session(
        asked["master"],
        scratch=Path(asked["scratch"]),
        driver_host=asked["driver_host"],
        memory=asked["memory"],
    )
    try:
        _say(stage="ready", version=session.version)
        _run(session, asked)
        _say(stage="done")
    finally:
        session.stop()


def _run(session: SparkSession, asked: dict[str, Any]) -> None:
    failures: list[BaseException] = []
    work = threading.Thread(target=_write, args=(session, asked, failures), daemon=True)
    work.start()
    while work.is_alive():
        work.join(_LOOK_S)
        _say(stage="tasks", **_tasks(session))
    if failures:
        raise failures[0]


def _write(session: SparkSession, asked: dict[str, Any], failures: list[BaseException]) -> None:
    from ml.features.spark_engine import spark_features  # noqa: PLC0415  see main

    try:
        session.sparkContext.setJobGroup(GROUP, "features of all symbols")
        plan = spark_features(session.read.parquet(asked["inputs"]), asked["names"])
        plan.write.mode("overwrite").parquet(asked["outputs"])
    except BaseException as error:  # noqa: BLE001  raised again in the main thread
        failures.append(error)


def _tasks(session: SparkSession) -> dict[str, int]:
    """Tasks that are done, and tasks of all stages that are known by now."""
    tracker = session.sparkContext.statusTracker()
    stages = {
        stage
        for job in tracker.getJobIdsForGroup(GROUP)
        if (info := tracker.getJobInfo(job)) is not None
        for stage in info.stageIds
    }
    known = [tracker.getStageInfo(stage) for stage in stages]
    return {
        "done": sum(info.numCompletedTasks for info in known if info is not None),
        "tasks": sum(info.numTasks for info in known if info is not None),
    }


def _say(**words: object) -> None:
    sys.stdout.write(f"{json.dumps(words)}\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
