"""The feature road from Parquet to Parquet, a file at a time."""

from pathlib import Path

import polars as pl
import pytest

from ml.errors import NumericError
from ml.features.catalogue import NAMES
from ml.pipelines import features as road
from ml.pipelines.features import align_files, count_rows, features_by_polars
from tests.ml.features.bars import mixed, walk


@pytest.fixture
def bars(tmp_path: Path) -> Path:
    folder = tmp_path / "bars"
    folder.mkdir()
    mixed().write_parquet(folder / "mixed.parquet")
    walk("LATER", seed=9).write_parquet(folder / "more.parquet")
    return folder


def test_files_go_through_one_by_one_and_rows_are_reported(bars: Path, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    done = features_by_polars(bars, tmp_path / "out", lambda *rows: said.append(rows))
    assert done == count_rows(bars) == count_rows(tmp_path / "out")
    assert said == [(done - 260, done), (done, done)]


def test_the_check_goes_in_parts_and_covers_every_row(
    bars: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(road, "LARGEST_PART", 300)
    rows = features_by_polars(bars, tmp_path / "out", lambda *_: None)
    found = align_files(bars, tmp_path / "out", lambda *_: None)
    assert found.score == 1.0
    assert {column.rows for column in found.columns} == {rows}


def test_a_symbol_that_an_engine_forgot_counts_against_every_column(
    bars: Path, tmp_path: Path
) -> None:
    features_by_polars(bars, tmp_path / "out", lambda *_: None)
    (tmp_path / "out" / "more.parquet").unlink()
    found = align_files(bars, tmp_path / "out", lambda *_: None)
    assert {column.rows - column.aligned for column in found.columns} == {260}
    assert len(found.failing) == len(NAMES)


def test_a_symbol_in_two_files_is_refused(bars: Path, tmp_path: Path) -> None:
    walk("LATER", seed=9).write_parquet(bars / "again.parquet")
    with pytest.raises(NumericError, match=r"LATER is in again\.parquet and in more\.parquet"):
        features_by_polars(bars, tmp_path / "out", lambda *_: None)


def test_a_stop_leaves_the_rest_undone(bars: Path, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(*_: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        features_by_polars(bars, tmp_path / "out", stop)
    assert len(pl.read_parquet(tmp_path / "out" / "*.parquet")) < count_rows(bars)
