"""The live fold, the batch fold and pandas agree; the first two in every bit."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.series.bars import INTERVALS_US, BarFolder, LateTickError, LiveBar
from ml.series.bars_fold import fold

SECOND = 1_000_000
ticks = st.lists(
    st.tuples(
        st.integers(0, 30 * SECOND),
        st.floats(1e-6, 1e6, allow_nan=False),
        st.floats(1e-6, 1e6, allow_nan=False),
    ),
    max_size=200,
)


def _columns(
    rows: list[tuple[int, float, float]],
) -> tuple["np.ndarray", "np.ndarray", "np.ndarray"]:
    times = np.array([row[0] for row in rows], dtype=np.int64)
    return times, np.array([row[1] for row in rows]), np.array([row[2] for row in rows])


def _live(rows: list[tuple[int, float, float]], interval_us: int) -> list[LiveBar]:
    folder = BarFolder(interval_us)
    bars = [done for row in rows if (done := folder.add(*row)) is not None]
    return bars if folder.bar is None else [*bars, folder.bar]


@settings(max_examples=200, deadline=None)
@given(rows=ticks.map(lambda rows: sorted(rows, key=lambda row: row[0])))
def test_live_and_batch_are_equal_bit_for_bit(rows: list[tuple[int, float, float]]) -> None:
    for interval_us in (SECOND, 7 * SECOND):
        live = _live(rows, interval_us)
        batch = fold(*_columns(rows), interval_us)
        assert [bar.start_us for bar in live] == batch.start_us.tolist()
        assert [bar.open for bar in live] == batch.open.tolist()
        assert [bar.high for bar in live] == batch.high.tolist()
        assert [bar.low for bar in live] == batch.low.tolist()
        assert [bar.close for bar in live] == batch.close.tolist()
        assert [bar.volume for bar in live] == batch.volume.tolist()
        assert [bar.vwap for bar in live] == batch.vwap.tolist()
        assert [bar.trades for bar in live] == batch.trades.tolist()


def test_literal_bars() -> None:
    """Worked by hand: two seconds, three trades and one."""
    rows = [(0, 10.0, 1.0), (400_000, 12.0, 2.0), (999_999, 11.0, 1.0), (1_000_000, 9.0, 4.0)]
    bars = fold(*_columns(rows), SECOND)
    assert bars.start_us.tolist() == [0, SECOND]
    assert bars.open.tolist() == [10.0, 9.0]
    assert bars.high.tolist() == [12.0, 9.0]
    assert bars.low.tolist() == [10.0, 9.0]
    assert bars.close.tolist() == [11.0, 9.0]
    assert bars.volume.tolist() == [4.0, 4.0]
    assert bars.vwap.tolist() == [(10.0 + 24.0 + 11.0) / 4.0, 9.0]
    assert bars.trades.tolist() == [3, 1]


def test_pandas_resample_agrees() -> None:
    rng = np.random.default_rng(3)
    times = np.sort(rng.integers(0, 600 * SECOND, 5_000))
    prices, sizes = 100 + np.cumsum(rng.normal(0, 0.01, 5_000)), rng.lognormal(size=5_000)
    frame = pd.DataFrame({"p": prices, "q": sizes}, index=pd.to_datetime(times, unit="us"))
    for name, rule in (("1s", "1s"), ("1m", "1min"), ("5m", "5min")):
        bars = fold(times, prices, sizes, INTERVALS_US[name])
        peer = frame["p"].resample(rule).ohlc().dropna()
        assert bars.open.tolist() == peer["open"].tolist()
        assert bars.high.tolist() == peer["high"].tolist()
        assert bars.low.tolist() == peer["low"].tolist()
        assert bars.close.tolist() == peer["close"].tolist()
        volume = frame["q"].resample(rule).sum()
        np.testing.assert_allclose(bars.volume, volume[volume > 0], rtol=1e-12)


def test_times_out_of_order_keep_the_order_of_ids_inside_a_bar() -> None:
    rows = [(0, 10.0, 1.0), (1_500_000, 20.0, 1.0), (900_000, 11.0, 1.0), (100_000, 12.0, 1.0)]
    bars = fold(*_columns(rows), SECOND)
    assert bars.start_us.tolist() == [0, SECOND]
    assert bars.close.tolist() == [12.0, 20.0]
    assert bars.trades.tolist() == [3, 1]


def test_no_ticks_no_bars() -> None:
    bars = fold(*_columns([]), SECOND)
    assert bars.start_us.size == bars.open.size == bars.volume.size == bars.trades.size == 0


def test_a_tick_of_a_finished_bar_is_refused_and_changes_nothing() -> None:
    folder = BarFolder(SECOND)
    folder.add(5 * SECOND, 10.0, 1.0)
    with pytest.raises(LateTickError):
        folder.add(4_999_999, 99.0, 1.0)
    assert folder.bar is not None
    assert (folder.bar.high, folder.bar.trades) == (10.0, 1)


def test_bars_start_at_whole_intervals() -> None:
    bars = fold(*_columns([(61_234_567, 1.0, 1.0)]), INTERVALS_US["1m"])
    assert bars.start_us.tolist() == [60 * SECOND]
