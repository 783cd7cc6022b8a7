"""The Spark engine in its own process: the same answers, and a clean end whatever happens.

Skipped where PySpark or Java is missing: `./sightline test` installs PySpark where Java is.
"""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from benchmarks.spark_cluster import spark_cluster
from ml.features.catalogue import NAMES
from ml.pipelines.features import align_files, features_by_polars, parquet_files
from ml.pipelines.spark_process import SparkOptions, SparkRunError, features_by_spark
from tests.ml.features.bars import mixed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="PySpark is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java"),
]
LOCAL = SparkOptions("local[2]", memory="512m")
# A machine of Java lives for seconds here, of which compiling what it will not run again is half.
BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(autouse=True)
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile once and quickly, in every machine of Java that a test starts."""
    monkeypatch.setenv("JDK_JAVA_OPTIONS", BRIEF)


def silent(*_: object) -> None:
    """Follow a run without a word."""


@pytest.fixture
def bars(tmp_path: Path) -> Path:
    folder = tmp_path / "bars"
    folder.mkdir()
    # Spark takes any layout: shuffled rows, and symbols across files.
    table = mixed().sample(fraction=1.0, shuffle=True, seed=8)
    table.head(700).write_parquet(folder / "a.parquet")
    table.tail(-700).write_parquet(folder / "b.parquet")
    return folder


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    with spark_cluster(tmp_path / "cluster", memory="512m") as url:
        yield url


def test_spark_agrees_in_every_cell_and_says_how_far_it_is(bars: Path, tmp_path: Path) -> None:
    said: list[tuple[float, str]] = []
    features_by_spark(bars, tmp_path / "out", LOCAL, lambda *words: said.append(words))
    found = align_files(bars, tmp_path / "out", silent)
    assert {column.name: column.share for column in found.columns} == dict.fromkeys(NAMES, 1.0)
    assert any("is ready" in words for _, words in said)
    assert any(" tasks" in words for _, words in said)
    # Both engines answer alike, row for row.
    whole = tmp_path / "whole"
    whole.mkdir()
    mixed().write_parquet(whole / "all.parquet")
    features_by_polars(whole, tmp_path / "polars", silent)
    ours, theirs = (
        pl.concat([pl.read_parquet(file) for file in parquet_files(tmp_path / name)])
        .sort("symbol", "timestamp").select("symbol", "timestamp")
        for name in ("polars", "out")
    )  # fmt: skip
    assert ours.equals(theirs)


def test_a_standalone_cluster_gives_the_same(bars: Path, tmp_path: Path, cluster: str) -> None:
    features_by_spark(bars, tmp_path / "out", SparkOptions(cluster, memory="512m"), silent)
    assert align_files(bars, tmp_path / "out", silent).score == 1.0


def test_a_stopped_run_ends_its_process(bars: Path, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(_share: float, words: str) -> None:
        if "ready" in words:
            raise StoppedError

    with pytest.raises(StoppedError):
        features_by_spark(bars, tmp_path / "out", LOCAL, stop)
    assert not list(tmp_path.glob(".spark-*")), "its scratch folder is gone"


def test_a_failure_says_sparks_own_last_words(tmp_path: Path) -> None:
    with pytest.raises(SparkRunError, match=r"PATH_NOT_FOUND|does not exist"):
        features_by_spark(tmp_path / "nowhere", tmp_path / "out", LOCAL, silent)
