"""The feature road: Parquet in, Parquet out, by either engine, and the check of the answer.

A folder holds Parquet files of bars; the polars engine and the check go file by file, so that
memory is bounded by the largest file, and a file must hold whole symbols. Spark takes any layout
and is given a process of its own (see `spark_process`).
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from ml.errors import NumericError
from ml.features.alignment import Alignment, align, total
from ml.features.catalogue import INPUTS, NAMES, SYMBOL, TIMESTAMP
from ml.features.polars_engine import checked_bars, polars_features
from ml.features.reference import reference_features
from ml.typing import Float64Array

Report = Callable[[int, int], None]
"""Called with rows done and rows in all; raises to stop the work."""

COMPRESSION: Final = "snappy"
"""As Spark writes: of prices' digits zstd saves a tenth more, in twice the time."""
LARGEST_PART: Final = 250_000
"""Rows that are compared at a time: the reference lays its windows out in full."""


def parquet_files(folder: Path) -> list[Path]:
    """The Parquet files of a folder, in order of their names.

    Parameters
    ----------
    folder : Path
        Not searched deeper.

    Returns
    -------
    list of Path
        Hidden files, such as checksums and drafts, are left out.
    """
    return sorted(file for file in folder.glob("*.parquet") if not file.name.startswith("."))


def count_rows(folder: Path) -> int:
    """Rows of all Parquet files of a folder, from their footers.

    Parameters
    ----------
    folder : Path
        A folder of Parquet files.

    Returns
    -------
    int
        The sum.
    """
    return sum(
        int(pl.scan_parquet(file).select(pl.len()).collect().item())
        for file in parquet_files(folder)
    )


def features_by_polars(inputs: Path, outputs: Path, report: Report) -> int:
    """Compute every feature of every file with polars, a file at a time.

    Parameters
    ----------
    inputs, outputs : Path
        Folders; an output file is called as its input file.
    report : callable
        Called after each file.

    Returns
    -------
    int
        Rows written.

    Raises
    ------
    NumericError
        When a symbol is in two files, or a file's bars are not as every engine needs them.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    rows, done = count_rows(inputs), 0
    seen: dict[str, str] = {}
    for file in parquet_files(inputs):
        bars = checked_bars(pl.read_parquet(file, columns=list(INPUTS)))
        for symbol in bars[SYMBOL].unique().to_list():
            if symbol in seen:
                raise NumericError(f"{symbol} is in {seen[symbol]} and in {file.name}")
            seen[symbol] = file.name
        polars_features(bars).write_parquet(outputs / file.name, compression=COMPRESSION)
        done += len(bars)
        report(done, rows)
    return done


def align_files(inputs: Path, outputs: Path, report: Report) -> Alignment:
    """Compare an engine's output with the reference, computed from the same bars.

    Parameters
    ----------
    inputs : Path
        Folder of the bars.
    outputs : Path
        Folder of the engine's output, in files of whole symbols.
    report : callable
        Called after each part.

    Returns
    -------
    Alignment
        Over all rows. A row that one side lacks is a mismatch in every column.
    """
    rows = count_rows(inputs)
    bars = pl.scan_parquet(parquet_files(inputs)).select(INPUTS)
    parts: list[Alignment] = []
    done = 0
    for file in parquet_files(outputs):
        for answer in _parts(pl.read_parquet(file)):
            symbols = answer[SYMBOL].unique().to_list()
            known = checked_bars(bars.filter(pl.col(SYMBOL).is_in(symbols)).collect())
            parts.append(align_frames(answer, known))
            done += len(known)
            report(done, rows)
    if done != rows:
        parts.append(_lacking(rows - done))
    return total(parts)


def align_frames(answer: pl.DataFrame, bars: pl.DataFrame) -> Alignment:
    """Compare an engine's rows of some symbols with the reference of the same bars.

    Parameters
    ----------
    answer : polars.DataFrame
        `symbol`, `timestamp` and every feature, in any order of rows.
    bars : polars.DataFrame
        As `checked_bars` returns them.

    Returns
    -------
    Alignment
        One entry a feature; rows that the answer lacks count as NaN everywhere.
    """
    reference = reference_features(bars.to_pandas())
    placed = bars.select(SYMBOL, TIMESTAMP).join(
        answer.with_columns(pl.lit(value=True).alias("_there")),
        on=[SYMBOL, TIMESTAMP],
        how="left",
        maintain_order="left",
    )
    there = placed["_there"].is_not_null().to_numpy()
    # An absent row must not pass where the reference is NaN too: infinity never agrees.
    found = {name: np.where(there, _column(placed, name), np.inf) for name in NAMES}
    expected = {name: reference[name].to_numpy(dtype=np.float64) for name in NAMES}
    return align(found, expected, _column(bars, "close"), NAMES)


def _column(frame: pl.DataFrame, name: str) -> Float64Array:
    return frame[name].cast(pl.Float64).fill_null(np.nan).to_numpy()


def _parts(answer: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Whole symbols, some hundred thousand rows at a time."""
    sizes = answer.group_by(SYMBOL).len().sort(SYMBOL)
    part = (sizes["len"].cum_sum() - 1) // LARGEST_PART
    for chosen in sizes.with_columns(part.alias("part")).partition_by("part", maintain_order=True):
        yield answer.filter(pl.col(SYMBOL).is_in(chosen[SYMBOL].to_list()))


def _lacking(rows: int) -> Alignment:
    """Rows that the engine has not written at all."""
    lost = np.full(abs(rows), np.inf)
    known = np.zeros(abs(rows))
    columns: dict[str, Any] = dict.fromkeys(NAMES, lost)
    return align(columns, dict.fromkeys(NAMES, known), np.ones(abs(rows)), NAMES)
