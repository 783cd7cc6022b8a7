"""Row 13: 20-day volatility, momentum and running drawdown of 10 million daily bars."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.feature_bars import write_bars
from benchmarks.harness import AnswersDifferError, Row
from ml.features.polars_engine import polars_features
from ml.features.spark_engine import spark_features, spark_session
from ml.pipelines.features import COMPRESSION, parquet_files

ROWS = 10_000_000
NAMES = ("volatility_20", "momentum_20", "drawdown")
MOST = 1e-9


def _ours(bars: Path, outputs: Path) -> Path:
    for file in parquet_files(bars):
        features = polars_features(pl.scan_parquet(file), NAMES)
        features.write_parquet(outputs / file.name, compression=COMPRESSION)
    return outputs


def _agree(ours: object, peer: object) -> str:
    """Compare file by file, so that two answers of 10 million rows fit in memory."""
    if not isinstance(ours, Path) or not isinstance(peer, Path):
        raise TypeError("both answers are folders")
    theirs = pl.scan_parquet(parquet_files(peer))
    largest, rows = 0.0, 0
    for file in parquet_files(ours):
        mine = pl.read_parquet(file)
        symbols = mine["symbol"].unique().to_list()
        other = theirs.filter(pl.col("symbol").is_in(symbols)).collect()
        other = other.sort("symbol", "timestamp")
        if not mine.select("symbol", "timestamp").equals(other.select("symbol", "timestamp")):
            raise AnswersDifferError(f"the rows of {file.name} differ")
        largest = max(largest, *(_difference(mine[name], other[name]) for name in NAMES))
        rows += len(mine)
    if not largest <= MOST:
        raise AnswersDifferError(f"difference {largest:.1e}")
    return f"{rows:,} rows, largest difference {largest:.1e}, NaN in the same places"


def _difference(mine: pl.Series, theirs: pl.Series) -> float:
    ours, peer = mine.to_numpy(), theirs.to_numpy()
    if not np.array_equal(np.isnan(ours), np.isnan(peer)):
        return float("inf")
    return float(np.nanmax(np.abs(ours - peer)))


def rows() -> Iterator[Row]:
    """Measure from Parquet to Parquet; Spark's start is not counted."""
    with tempfile.TemporaryDirectory(prefix="sightline-features-") as name:
        folder = Path(name)
        bars, mine, theirs = folder / "bars", folder / "polars", folder / "spark"
        mine.mkdir()
        count = write_bars(bars, ROWS)
        session = spark_session("local[*]", scratch=folder / "scratch", memory="2g")

        def peer() -> Path:
            plan = spark_features(session.read.parquet(str(bars)), NAMES)
            plan.write.mode("overwrite").parquet(str(theirs))
            return theirs

        try:
            yield Row(
                number="13",
                name="features",
                work=f"20-day volatility, momentum, running drawdown of {count:,} bars",
                ours=lambda: _ours(bars, mine),
                peer=peer,
                goal=15,
                agree=_agree,
                peer_name="Spark local[*], window functions",
                depends="cores (both use all), memory bandwidth and the disk's speed",
                unit="million rows",
                ours_units=count / 1e6,
                peer_units=count / 1e6,
                rounds=1,
            )
        finally:
            session.stop()
