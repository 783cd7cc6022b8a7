"""A bug planted inside an engine, not in its output, fails the features that it touches."""

from types import ModuleType

import polars as pl
import pytest

from ml.features import polars_engine, reference
from ml.features.catalogue import NAMES
from ml.pipelines.features import align_frames
from tests.ml.features.bars import walk

BARS = pl.concat([walk("A", seed=1), walk("B", seed=2)])
BANDS = {"bollinger_upper", "bollinger_lower", "bollinger_percent_b", "bollinger_width"}
WINDOWS = {"volatility_20", "momentum_20", "bollinger_middle", "volume_z_20"} | BANDS
MACD = {"macd", "macd_signal", "macd_histogram"}
CONSTANTS = {
    ("WINDOW", 21): WINDOWS,
    ("WILDER", 13): {"rsi_14", "atr_14"},
    ("FAST", 11): MACD,
    ("SLOW", 27): MACD,
    ("SIGNAL", 8): {"macd_signal", "macd_histogram"},
    ("BANDS", 2.01): BANDS,
}


@pytest.mark.parametrize(
    "engine", [polars_engine, reference], ids=lambda one: one.__name__.rpartition(".")[2]
)
@pytest.mark.parametrize(
    ("constant", "touched"), CONSTANTS.items(), ids=[name for name, _ in CONSTANTS]
)
def test_a_wrong_constant_in_one_engine_fails_what_it_touches(
    engine: ModuleType,
    constant: tuple[str, float],
    touched: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, *constant)
    found = align_frames(polars_engine.polars_features(BARS), BARS)
    assert {column.name for column in found.failing} == touched


def test_a_symbol_that_runs_into_the_next_is_seen_in_every_feature() -> None:
    joined = polars_engine.polars_features(BARS.with_columns(symbol=pl.lit("A")))
    wrong = joined.with_columns(BARS["symbol"])
    found = align_frames(wrong, BARS)
    assert all(column.state != "aligned" for column in found.columns)
    assert found.score < 1.0


def test_every_feature_has_a_bug_of_its_own_here() -> None:
    running = {"normalised_price", "simple_return", "log_return", "drawdown", "max_drawdown"}
    assert set().union(*CONSTANTS.values(), running) == set(NAMES)
