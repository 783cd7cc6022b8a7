"""Bars as the engines take them, and the digest that tells whether features are of these bars."""

import hashlib

import numpy as np
import polars as pl

from apps.market.intervals import DAILY
from apps.market.selectors import bars_read
from apps.market.types import Bars, Instrument
from ml.features.catalogue import CODE_VERSION


def usable_bars(*, instrument: Instrument, interval: str) -> Bars:
    """Return the settled bars of an instrument with a known positive close, oldest first."""
    bars = bars_read(instrument=instrument, interval=interval)
    return bars.where(bars.settled & np.isfinite(bars.close) & (bars.close > 0.0))


def is_simulated(instrument: Instrument, interval: str) -> bool:
    """Tell whether the bars of an interval are made up."""
    return instrument.simulated if interval in DAILY else instrument.intraday_simulated


def bars_frame(symbol: str, bars: Bars) -> pl.DataFrame:
    """Return bars as the engines' input table."""
    return pl.DataFrame(
        {
            "symbol": pl.Series([symbol], dtype=pl.String).new_from_index(0, len(bars)),
            "timestamp": bars.timestamps,
            "high": bars.high,
            "low": bars.low,
            "close": bars.close,
            "volume": bars.volume,
        }
    )


def bars_digest(bars: Bars) -> str:
    """Return the digest of all that features depend on: the bars and the definitions."""
    total = hashlib.sha256(CODE_VERSION.encode())
    for column in (bars.timestamps, bars.high, bars.low, bars.close, bars.volume):
        total.update(np.ascontiguousarray(column).tobytes())
    return total.hexdigest()
