"""The whole feature road at scale: ``python -m benchmarks.features_scale --rows 10000000``.

Writes synthetic bars, computes every feature by polars and by Spark, checks each engine's output
against the reference, and prints rows, rates, scores and the peak of memory.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from benchmarks.feature_bars import write_bars
from benchmarks.spark_cluster import spark_cluster
from ml.pipelines.features import align_files, features_by_polars
from ml.pipelines.spark_process import SparkOptions, features_by_spark

ENOUGH = 0.9999
Answer = TypeVar("Answer")


def main() -> int:
    """Run what was asked; 1 when an engine does not agree."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="sightline-features-", dir=options.scratch) as name:
        folder = Path(name)
        rows = _timed(
            "bars written", options.rows, lambda: write_bars(folder / "bars", options.rows)
        )
        scores = []
        if options.engine in ("polars", "both"):
            _timed("polars", rows, lambda: features_by_polars(folder / "bars", folder / "p", _row))
            scores.append(_check("polars", rows, folder, "p"))
        if options.engine in ("spark", "both"):
            _spark(options, folder, rows)
            scores.append(_check("spark", rows, folder, "s"))
    return 0 if min(scores) >= ENOUGH else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.features_scale")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--engine", choices=("polars", "spark", "both"), default="both")
    parser.add_argument("--master", default="local[*]", help="a Spark master URL")
    parser.add_argument("--cluster", action="store_true", help="start a master and two workers")
    parser.add_argument("--memory", default="2g", help="heap of Spark's driver and executors")
    parser.add_argument("--scratch", type=Path, help="where the files go while it runs")
    return parser.parse_args()


def _spark(options: argparse.Namespace, folder: Path, rows: int) -> None:
    with ExitStack() as stack:
        master = options.master
        if options.cluster:
            cluster = spark_cluster(folder / "cluster", memory=options.memory)
            master = stack.enter_context(cluster)
        where = SparkOptions(master, memory=options.memory)
        _timed(
            f"spark on {master}",
            rows,
            lambda: features_by_spark(folder / "bars", folder / "s", where, _share),
        )


def _check(engine: str, rows: int, folder: Path, outputs: str) -> float:
    found = _timed(
        f"{engine} checked", rows, lambda: align_files(folder / "bars", folder / outputs, _row)
    )
    worst = min(found.columns, key=lambda column: column.share)
    _say(f"{engine}: alignment {found.score:.6%}, worst column {worst.name} {worst.share:.6%}")
    return found.score


def _timed(what: str, rows: int, work: Callable[[], Answer]) -> Answer:
    begin = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - begin
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ours, children = (resource.getrusage(one).ru_maxrss / 1024**2 for one in who)
    _say(
        f"{what}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} rows/s; "
        f"peak {ours:.2f} GB here, {children:.2f} GB in the largest child"
    )
    return answer


def _row(done: int, whole: int) -> None:
    _say(f"  {done:,} of {whole:,} rows", end="\r")


def _share(share: float, words: str) -> None:
    _say(f"  {share:4.0%} {words}          ", end="\r")


def _say(text: str, *, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
