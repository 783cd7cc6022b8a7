"""The loops that Spark's executors run, against the reference."""

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from ml.features.alignment import align
from ml.features.catalogue import FAST, SIGNAL, SLOW, TIMESTAMP, WILDER
from ml.features.recursions import averaged, with_recursions
from ml.features.reference import reference_features
from tests.ml.features.bars import mixed

NAMES = ("rsi_14", "macd", "macd_signal", "macd_histogram", "atr_14")


def _table(bars: pl.DataFrame) -> pa.Table:
    return with_recursions(
        bars.to_arrow(), wilder=WILDER, fast=FAST, slow=SLOW, signal=SIGNAL, order=TIMESTAMP
    )


@pytest.mark.parametrize("symbol", mixed()["symbol"].unique(maintain_order=True).to_list())
def test_recursions_agree_with_the_reference(symbol: str) -> None:
    bars = mixed().filter(pl.col("symbol") == symbol)
    shuffled = bars.sample(fraction=1.0, shuffle=True, seed=3)
    found, expected = _table(shuffled), reference_features(bars.to_pandas())
    score = align(
        {name: found[name].to_numpy() for name in NAMES},
        {name: expected[name].to_numpy() for name in NAMES},
        bars["close"].to_numpy(),
        NAMES,
    ).score
    assert score == 1.0


def test_a_missing_input_leaves_the_state_alone() -> None:
    found = averaged([1.0, np.nan, 3.0, np.nan, 6.0], periods=2, alpha=0.5)
    assert np.array(found) == pytest.approx([np.nan, np.nan, 2.0, np.nan, 4.0], nan_ok=True)
