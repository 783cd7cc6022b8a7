"""The polars engine against the reference, its warm-ups and its promises."""

import numpy as np
import polars as pl
import pytest

from ml.errors import NumericError
from ml.features.alignment import align
from ml.features.catalogue import FEATURES, NAMES, Feature
from ml.features.polars_engine import checked_bars, polars_features
from ml.features.reference import reference_features
from tests.ml.features.bars import mixed, walk


def _columns(frame) -> dict[str, np.ndarray]:
    return {name: np.asarray(frame[name].to_numpy()) for name in NAMES}


def test_every_column_of_every_kind_of_symbol_agrees_with_the_reference() -> None:
    bars = mixed()
    found = align(
        _columns(polars_features(bars)),
        _columns(reference_features(bars.to_pandas())),
        bars["close"].to_numpy(),
        NAMES,
    )
    assert {column.name: column.share for column in found.columns} == dict.fromkeys(NAMES, 1.0)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_a_feature_starts_after_its_warm_up(feature: Feature) -> None:
    found = polars_features(walk("WHOLE", seed=1))[feature.name].to_numpy()
    assert np.isnan(found[: feature.warm_up]).all()
    assert np.isfinite(found[feature.warm_up :]).all()


@pytest.mark.parametrize("name", NAMES)
def test_no_feature_looks_ahead(name: str) -> None:
    bars = walk("WHOLE", seed=1)
    later = bars.with_columns(
        pl.when(pl.int_range(pl.len()) > 150).then(pl.col(column) * 3.0).otherwise(pl.col(column))
        for column in ("high", "low", "close", "volume")
    )
    known, scrambled = (polars_features(frame, [name])[name][:151] for frame in (bars, later))
    assert known.equals(scrambled)


def test_a_symbol_does_not_see_its_neighbour() -> None:
    together = polars_features(mixed()).filter(pl.col("symbol") == "HOLES")
    alone = polars_features(mixed().filter(pl.col("symbol") == "HOLES"))
    assert together.equals(alone)


def test_wanted_names_come_alone() -> None:
    found = polars_features(walk("A", seed=1), ("rsi_14", "drawdown"))
    assert found.columns == ["symbol", "timestamp", "close", "rsi_14", "drawdown"]


def test_bars_are_sorted_before_anything() -> None:
    bars = mixed()
    assert checked_bars(bars.sample(fraction=1.0, shuffle=True, seed=5)).equals(bars)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda bars: bars.drop("volume"), "lack the columns volume"),
        (lambda bars: pl.concat([bars, bars.head(1)]), "A has two bars at 0"),
        (lambda bars: bars.with_columns(close=pl.lit(0.0)), "A has no positive close"),
        (lambda bars: bars.with_columns(close=pl.lit(float("nan"))), "no positive close"),
        (lambda bars: bars.with_columns(close=pl.lit(None, pl.Float64)), "no positive close"),
    ],
)
def test_unusable_bars_are_refused_in_words(change, words: str) -> None:
    with pytest.raises(NumericError, match=words):
        checked_bars(change(walk("A", seed=1)))
