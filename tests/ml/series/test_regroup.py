"""Bars folded into longer bars."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ml.series.regroup import BarColumns, regroup

NAN = float("nan")


def columns(rows: Sequence[tuple[float, ...]]) -> BarColumns:
    data = np.array(rows, dtype=float).reshape(-1, 6)
    first, high, low, close, volume, vwap = data.T
    known = np.ones(len(data), dtype=bool)
    return BarColumns(first, high, low, close, volume, vwap, known)


def keys(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def test_two_days_make_a_bar() -> None:
    starts, bars = regroup(
        keys(1, 1), columns([(1.0, 4.0, 0.5, 2.0, 10.0, 2.0), (3.0, 5.0, 2.5, 4.0, 30.0, 4.0)])
    )
    assert starts.tolist() == [1]
    assert [column.tolist() for column in bars] == [
        [1.0], [5.0], [0.5], [4.0], [40.0], [3.5], [True],
    ]  # fmt: skip


def test_close_only_bars_make_a_candle_of_closes() -> None:
    closes = [(NAN, NAN, NAN, close, NAN, NAN) for close in (3.0, 1.0, 2.0)]
    _, bars = regroup(keys(0, 0, 0), columns(closes))
    assert (bars.open[0], bars.high[0], bars.low[0], bars.close[0]) == (3.0, 3.0, 1.0, 2.0)
    assert np.isnan(bars.volume[0])
    assert np.isnan(bars.vwap[0])


def test_known_volume_is_summed_past_unknown() -> None:
    rows = [(1.0, 1.0, 1.0, 1.0, 5.0, NAN), (1.0, 1.0, 1.0, 1.0, NAN, NAN)]
    assert regroup(keys(0, 0), columns(rows))[1].volume.tolist() == [5.0]


def test_a_group_with_an_open_bar_is_open() -> None:
    bars = columns([(1.0,) * 6] * 3)._replace(settled=np.array([True, True, False]))
    assert regroup(keys(0, 1, 1), bars)[1].settled.tolist() == [True, False]


def test_nothing_folds_to_nothing() -> None:
    starts, bars = regroup(keys(), columns([]))
    assert len(starts) == 0
    assert all(len(column) == 0 for column in bars)


@given(st.lists(st.floats(1.0, 100.0), min_size=2, max_size=60), st.integers(1, 7))
def test_it_agrees_with_pandas(prices: list[float], size: int) -> None:
    close = np.array(prices)
    spread = np.abs(np.sin(close))
    open_ = np.roll(close, 1)
    high, low = np.maximum(open_, close) + spread, np.minimum(open_, close) - spread
    volume = np.arange(1.0, len(close) + 1)
    group = np.arange(len(close)) // size
    settled = np.ones(len(close), dtype=bool)
    starts, ours = regroup(group, BarColumns(open_, high, low, close, volume, close, settled))
    frame = pd.DataFrame({"o": open_, "h": high, "l": low, "c": close, "v": volume})
    theirs = frame.groupby(group).agg(
        {"o": "first", "h": "max", "l": "min", "c": "last", "v": "sum"}
    )
    assert starts.tolist() == theirs.index.tolist()
    for ours_column, name in zip(ours, "ohlcv", strict=False):
        np.testing.assert_array_equal(ours_column, theirs[name].to_numpy())


@given(st.lists(st.floats(1.0, 100.0), min_size=1, max_size=60), st.integers(2, 5))
def test_folding_twice_is_folding_once(prices: list[float], size: int) -> None:
    close = np.array(prices)
    nothing = np.full(len(close), np.nan)
    bars = BarColumns(nothing, nothing, nothing, close, nothing, nothing, close > 0)
    days = np.arange(len(close))
    first, half = regroup(days // size, bars)
    _, twice = regroup(first // size, half)
    _, once = regroup(days // (size * size), bars)
    for a, b in zip(once, twice, strict=True):
        np.testing.assert_array_equal(a, b)
