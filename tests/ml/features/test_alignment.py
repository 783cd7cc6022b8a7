"""Agreement is counted cell by cell, and no planted bug slips through on any feature."""

import numpy as np
import polars as pl
import pytest

from ml.features.alignment import ALIGNED, PASS, align_column, total
from ml.features.catalogue import NAMES
from ml.features.polars_engine import polars_features
from ml.features.reference import reference_features
from ml.pipelines.features import align_frames
from tests.ml.features.bars import walk

BARS = pl.concat([walk("A", seed=1), walk("B", seed=2)])
ONES = np.ones(4)


def _column(engine, reference, name: str = "log_return"):
    return align_column(name, np.array(engine), np.array(reference), ONES)


def test_nan_agrees_with_nan_only() -> None:
    found = _column([np.nan, np.nan, 1.0, 1.0], [np.nan, 1.0, np.nan, 1.0])
    assert (found.aligned, found.nan_mismatches, found.first_bad) == (2, 2, 1)


def test_infinities_never_agree() -> None:
    found = _column([np.inf, 1.0, 1.0, 1.0], [np.inf, 1.0, 1.0, 1.0])
    assert found.aligned == 3


@pytest.mark.parametrize(
    ("error", "aligned"), [(0.9e-10, 4), (1.1e-10, 3)], ids=["inside", "outside"]
)
def test_near_zero_the_absolute_threshold_decides(error: float, aligned: int) -> None:
    found = _column([error, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0])
    assert found.aligned == aligned
    assert found.max_absolute == error
    assert found.max_relative == 0.0


@pytest.mark.parametrize(("error", "aligned"), [(0.9e-8, 4), (1.2e-8, 3)])
def test_elsewhere_the_relative_threshold_decides(error: float, aligned: int) -> None:
    found = _column([100.0 * (1.0 + error), 1.0, 1.0, 1.0], [100.0, 1.0, 1.0, 1.0])
    assert found.aligned == aligned


def test_a_price_near_zero_is_measured_by_the_close() -> None:
    engine, reference = np.full(4, 5e-7), np.zeros(4)
    assert align_column("macd", engine, reference, np.full(4, 1e4)).aligned == 4
    assert align_column("macd", engine, reference, np.full(4, 1.0)).aligned == 0
    assert align_column("log_return", engine, reference, np.full(4, 1e4)).aligned == 0


def test_parts_add_up() -> None:
    engine = polars_features(BARS)
    parts = [
        align_frames(engine.filter(pl.col("symbol") == symbol),
                     BARS.filter(pl.col("symbol") == symbol))
        for symbol in ("A", "B")
    ]  # fmt: skip
    assert total(parts) == align_frames(engine, BARS)


def _scaled(column: np.ndarray) -> np.ndarray:
    return column * 1.0001


def _late(column: np.ndarray) -> np.ndarray:
    return np.concatenate([[np.nan], column[:-1]])


def _early(column: np.ndarray) -> np.ndarray:
    return np.concatenate([column[1:], [np.nan]])


def _filled(column: np.ndarray) -> np.ndarray:
    # Zeros instead of NaN, and one more of them than there are unknown values.
    column = np.where(np.isnan(column), 0.0, column)
    column[-1] = np.nan
    return column


def _rounded(column: np.ndarray) -> np.ndarray:
    return column.astype(np.float32).astype(np.float64)


BUGS = (_scaled, _late, _early, _rounded)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__.strip("_"))
@pytest.mark.parametrize("name", NAMES)
def test_a_planted_bug_fails_its_column_and_no_other(name: str, bug) -> None:
    right = polars_features(BARS)
    wrong = right.with_columns(pl.Series(name, bug(right[name].to_numpy())))
    found = align_frames(wrong, BARS)
    assert [column.name for column in found.columns if column.state != "aligned"] == [name]
    if name not in {"max_drawdown", "drawdown", "normalised_price"}:
        assert [column.name for column in found.failing] == [name]
    assert found.score < 1.0


@pytest.mark.parametrize("name", NAMES)
def test_filled_gaps_are_seen(name: str) -> None:
    right = polars_features(BARS)
    wrong = right.with_columns(pl.Series(name, _filled(right[name].to_numpy())))
    every = align_frames(wrong, BARS).columns
    (found,) = [column for column in every if column.state != "aligned"]
    assert found.name == name
    assert found.nan_mismatches >= 1


def test_a_lost_row_is_a_mismatch_in_every_column() -> None:
    found = align_frames(polars_features(BARS).slice(1), BARS)
    assert {column.rows - column.aligned for column in found.columns} == {1}


def test_the_reference_agrees_with_itself() -> None:
    reference = pl.from_pandas(reference_features(BARS.to_pandas()))
    assert align_frames(reference, BARS).score == 1.0
    assert PASS < ALIGNED < 1.0
