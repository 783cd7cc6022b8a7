"""Row 2: ticks folded into OHLCV + VWAP bars, all at once and one by one."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks.harness import AnswersDifferError, Row
from ml.series.bars import SECOND_US, BarFolder
from ml.series.bars_fold import fold
from ml.typing import Float64Array

TICKS, HOUR = 2_000_000, 36_000
COLUMNS = ("open", "high", "low", "close", "volume", "vwap")


def _ticks(
    count: int,
) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", Float64Array, Float64Array]:
    rng = np.random.default_rng(7)
    times = 1_700_000_000 * SECOND_US + np.cumsum(rng.integers(1, 200_000, count))
    prices = np.round(100 + np.cumsum(rng.normal(0, 0.01, count)), 2)
    return times, prices, np.round(rng.lognormal(size=count), 3)


def _frame(
    times: "np.ndarray[tuple[int], np.dtype[np.int64]]", prices: Float64Array, sizes: Float64Array
) -> pd.DataFrame:
    columns = {"p": prices, "q": sizes, "n": prices * sizes}
    return pd.DataFrame(columns, index=pd.to_datetime(times, unit="us"))


def _resample(frame: pd.DataFrame) -> Float64Array:
    groups = frame.resample("1s")
    bars = groups["p"].ohlc()
    sums = groups[["q", "n"]].sum()
    bars["volume"], bars["vwap"] = sums["q"], sums["n"] / sums["q"]
    return bars[sums["q"] > 0].to_numpy()


def _agree(ours: object, peer: object) -> str:
    mine, theirs = np.asarray(ours), np.asarray(peer)
    if mine.shape != theirs.shape or not np.allclose(mine, theirs, rtol=1e-12, atol=0):
        raise AnswersDifferError("the bars differ")
    return f"{len(mine):,} bars, difference <= 1e-12"


def rows() -> Iterator[Row]:
    """Compare the compiled fold and the live fold with pandas' resample."""
    times, prices, sizes = _ticks(TICKS)

    def ours() -> Float64Array:
        bars = fold(times, prices, sizes, SECOND_US)
        return np.column_stack([getattr(bars, name) for name in COLUMNS])

    yield Row(
        "2",
        "bars-backfill",
        f"{TICKS:,} ticks into 1 s bars",
        ours=ours,
        peer=lambda: _resample(_frame(times, prices, sizes)),
        goal=5.0,
        agree=_agree,
        peer_name="pandas resample",
        depends="the core's speed alone",
        limit=lambda: np.cumsum(prices * sizes),
        limit_name="one numpy pass",
        unit="tick",
        ours_units=TICKS,
        peer_units=TICKS,
        limit_units=TICKS,
    )
    yield _live()


def _live() -> Row:
    times, prices, sizes = _ticks(HOUR)
    ticks = list(zip(times.tolist(), prices.tolist(), sizes.tolist(), strict=True))
    frame = _frame(times, prices, sizes)

    def ours() -> Float64Array:
        folder = BarFolder(SECOND_US)
        done = [bar for tick in ticks if (bar := folder.add(*tick)) is not None]
        bars = done if folder.bar is None else [*done, folder.bar]
        return np.array([[getattr(bar, name) for name in COLUMNS] for bar in bars])

    return Row(
        "2",
        "bars-live",
        "one tick into its bar, while an hour of ticks is there",
        ours=ours,
        peer=lambda: _resample(frame),
        goal=1_000.0,
        agree=_agree,
        peer_name="pandas, the hour again at each tick",
        depends="the core's speed alone",
        unit="tick",
        ours_units=HOUR,
    )
