"""Bars with everything in which engines differ: flat stretches, holes, short symbols, spikes."""

import numpy as np
import polars as pl

from ml.features.catalogue import INPUTS
from ml.features.polars_engine import checked_bars

DAY_US = 86_400_000_000


def walk(symbol: str, *, seed: int, bars: int = 260) -> pl.DataFrame:
    """A seeded walk with whole bars."""
    rng = np.random.default_rng(seed)
    close = 100.0 * np.exp(np.cumsum(rng.normal(scale=0.012, size=bars)))
    return pl.DataFrame(
        {
            "symbol": [symbol] * bars,
            "timestamp": np.arange(bars) * DAY_US,
            "high": close * (1.0 + np.abs(rng.normal(scale=0.004, size=bars))),
            "low": close * (1.0 - np.abs(rng.normal(scale=0.004, size=bars))),
            "close": close,
            "volume": np.round(np.exp(rng.normal(12.0, 1.0, size=bars))),
        }
    ).select(INPUTS)


def _with(bars: pl.DataFrame, column: str, rows: slice, value: float) -> pl.DataFrame:
    values = bars[column].to_numpy().copy()
    values[rows] = value
    return bars.with_columns(pl.Series(column, values))


def mixed() -> pl.DataFrame:
    """Seven symbols, one trait each."""
    whole = walk("WHOLE", seed=1)
    flat = walk("FLAT", seed=2)
    flat = _with(flat, "close", slice(60, 120), float(flat["close"][60]))
    closes = walk("CLOSES", seed=3)
    for column in ("high", "low", "volume"):
        closes = _with(closes, column, slice(None), np.nan)
    holes = walk("HOLES", seed=4)
    holes = _with(holes, "high", slice(5, 6), np.nan)
    holes = _with(holes, "volume", slice(80, 81), np.nan)
    quiet = _with(walk("QUIET", seed=5), "volume", slice(40, 90), 7.0)
    still = _with(walk("STILL", seed=6, bars=50), "close", slice(None), 42.0)
    short = walk("SHORT", seed=7, bars=10)
    return checked_bars(pl.concat([whole, flat, closes, holes, quiet, still, short]))
