"""The engine past one machine: windows by Spark SQL, recursions symbol by symbol over Arrow.

Any master takes the plan: `local[*]`, a standalone cluster, or another manager. It reads Parquet
and writes Parquet; the executors need Python with NumPy and PyArrow, not this code base.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
from pyspark import cloudpickle
from pyspark.sql import Column, DataFrame, SparkSession, Window, WindowSpec
from pyspark.sql import functions as F  # noqa: N812  Spark's own name for it

from ml.features import recursions
from ml.features.catalogue import (
    BANDS,
    FAST,
    INPUTS,
    NAMES,
    PRICES,
    SIGNAL,
    SLOW,
    SYMBOL,
    TIMESTAMP,
    WILDER,
    WINDOW,
)
from ml.series.noise import ROUNDING

LOOPBACK: Final = "127.0.0.1"
RECURSIVE: Final = ("rsi_14", "macd", "macd_signal", "macd_histogram", "atr_14")


def spark_session(
    master: str, *, scratch: Path, driver_host: str = LOOPBACK, memory: str = "1g"
) -> SparkSession:
    """A session that listens on one address only and leaves nothing outside its scratch folder.

    Parameters
    ----------
    master : str
        `local[*]`, `spark://host:port`, or another master URL.
    scratch : Path
        Folder for shuffles and spills.
    driver_host : str
        Address at which executors reach this process; loopback unless they run elsewhere.
    memory : str
        Heap of the driver and of each executor, as Spark writes it.

    Returns
    -------
    SparkSession
        Stop it when done.
    """
    # Executors on this machine must run the Python that has the libraries.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", driver_host)
    settings = {
        "spark.driver.host": driver_host,
        "spark.driver.bindAddress": driver_host,
        "spark.driver.memory": memory,
        "spark.executor.memory": memory,
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "64",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    }
    builder = SparkSession.builder.master(master).appName("sightline-features")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def spark_features(bars: DataFrame, names: Sequence[str] = NAMES) -> DataFrame:
    """Features of the catalogue, one row a bar, as a plan that Spark runs when it is written.

    Parameters
    ----------
    bars : pyspark.sql.DataFrame
        Columns `symbol`, `timestamp`, `high`, `low`, `close`, `volume`, in any order of rows.
    names : sequence of str
        Features wanted; all when left out.

    Returns
    -------
    pyspark.sql.DataFrame
        `symbol`, `timestamp`, `close` and the features as double, NaN where the catalogue says.
        All rows of a symbol are in one partition, oldest first.
    """
    frame = bars.select(*INPUTS)
    if not set(RECURSIVE).isdisjoint(names):
        frame = _with_recursions(frame)
    known = [F.nanvl(F.col(name), F.lit(None).cast("double")).alias(name) for name in PRICES]
    others = [name for name in frame.columns if name not in PRICES]
    frame = frame.select(*others, *known).withColumns(_returns())
    frame = frame.withColumns(_levels()).withColumns(_running())
    wanted = [F.coalesce(F.col(name), F.lit(float("nan"))).alias(name) for name in names]
    return frame.select(SYMBOL, TIMESTAMP, "close", *wanted)


def _ahead() -> WindowSpec:
    """The rows of a symbol, oldest first; Spark makes none before a session is there."""
    return Window.partitionBy(SYMBOL).orderBy(TIMESTAMP)


def _rolling() -> WindowSpec:
    return _ahead().rowsBetween(1 - WINDOW, Window.currentRow)


def _so_far() -> WindowSpec:
    return _ahead().rowsBetween(Window.unboundedPreceding, Window.currentRow)


def _full(values: Column, statistic: Column) -> Column:
    """A window's statistic where the window is full."""
    return F.when(F.count(values).over(_rolling()) == WINDOW, statistic.over(_rolling()))


def _moved(values: Column) -> Column:
    high, low = F.max(values).over(_rolling()), F.min(values).over(_rolling())
    return high - low > ROUNDING * high


def _returns() -> dict[str, Column]:
    close = F.col("close")
    return {
        "normalised_price": close / F.first(close).over(_so_far()),
        "simple_return": close / F.lag(close).over(_ahead()) - 1.0,
        "log_return": F.log(close) - F.log(F.lag(close).over(_ahead())),
        "momentum_20": close / F.lag(close, WINDOW).over(_ahead()) - 1.0,
        "drawdown": 1.0 - close / F.max(close).over(_so_far()),
    }


def _levels() -> dict[str, Column]:
    close, volume, log_return = F.col("close"), F.col("volume"), F.col("log_return")
    centred = volume - F.avg(volume).over(_rolling())
    score = F.try_divide(centred, F.stddev_samp(volume).over(_rolling()))
    volatility, band = (
        _full(log_return, F.stddev_samp(log_return)),
        _full(close, F.stddev_pop(close)),
    )
    full = F.count(volume).over(_rolling()) == WINDOW
    return {
        "max_drawdown": F.max("drawdown").over(_so_far()),
        "volatility_20": F.when(volatility <= ROUNDING, 0.0).otherwise(volatility),
        "bollinger_middle": _full(close, F.avg(close)),
        "_band": BANDS * F.when(_moved(close), band).otherwise(0.0 * band),
        "_moved": _moved(close),
        "volume_z_20": F.when(full & _moved(volume), score),
    }


def _running() -> dict[str, Column]:
    close, middle, band = F.col("close"), F.col("bollinger_middle"), F.col("_band")
    place = F.try_divide(close - middle + band, 2.0 * band)
    return {
        "bollinger_upper": middle + band,
        "bollinger_lower": middle - band,
        "bollinger_percent_b": F.when(F.col("_moved"), place),
        "bollinger_width": 2.0 * band / middle,
    }


def _with_recursions(frame: DataFrame) -> DataFrame:
    # By value: executors on other machines have no copy of this code.
    cloudpickle.register_pickle_by_value(recursions)
    doubles = ", ".join(f"{name} double" for name in (*PRICES, *RECURSIVE))
    compute = recursions.with_recursions

    def step(table: pa.Table) -> pa.Table:
        return compute(table, wilder=WILDER, fast=FAST, slow=SLOW, signal=SIGNAL, order=TIMESTAMP)

    schema = f"{SYMBOL} string, {TIMESTAMP} bigint, {doubles}"
    return frame.groupBy(SYMBOL).applyInArrow(step, schema)
