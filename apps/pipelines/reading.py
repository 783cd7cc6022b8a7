"""Bars as the engines take them, and the digest that shows whether features are of these bars."""

import hashlib

import numpy as np
import polars as pl

from apps.instruments.intervals import DAILY
from apps.instruments.selectors import bars_read, positive_from
from apps.instruments.types import Bars, Instrument
from ml.features.catalogue import CODE_VERSION


def usable_bars(*, instrument: Instrument, interval: str) -> Bars:
    """Return the closed bars of an instrument that have a close, oldest first.

    Raises
    ------
    NonPositivePriceError
        When one of them is not above zero: most features are logarithms.
    """
    bars = bars_read(instrument=instrument, interval=interval)
    known = bars.where(bars.settled & np.isfinite(bars.close))
    moments = known.timestamps.astype("datetime64[us]").astype("datetime64[s]")
    positive_from([instrument.symbol], moments, known.close[:, None])
    return known


def is_simulated(instrument: Instrument, interval: str) -> bool:
    """Return whether the bars of an interval are made up."""
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
