"""The demo's daily series and simulated minutes as the checks see them."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from apps.instruments.calendars import session_days
from ml.anomalies.series import DAY_US, PriceSeries, Split

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "demo"
EPOCH = date(1970, 1, 1)
UNSPLITTABLE = ("SPX", "SPX.OHLC", "IXIC", "VIX", "WTI")


def day_us(day: date) -> int:
    return (day - EPOCH).days * DAY_US


@cache
def sessions(calendar: str = "XNYS") -> np.ndarray:
    days = session_days(calendar, date(1990, 1, 1), date(2025, 12, 31))
    return np.array([day_us(day) for day in days], dtype=np.int64)


@cache
def demo_series() -> dict[str, PriceSeries]:
    """Return every real daily series, a few days after its last bar."""
    parts = [pl.read_parquet(FOLDER / f"{name}.parquet") for name in ("closes", "candles")]
    frame = pl.concat(parts, how="diagonal").sort("symbol", "date")
    actions = pl.read_parquet(FOLDER / "actions.parquet").filter(pl.col("kind") == "split")
    entries = json.loads((FOLDER / "instruments.json").read_text())
    calendars = {entry["symbol"]: entry["calendar"] for entry in entries}
    found = {}
    for (symbol,), rows in frame.group_by(["symbol"], maintain_order=True):
        own = actions.filter(pl.col("symbol") == symbol).sort("ex_date")
        splits = own.select("ex_date", "price_factor").iter_rows()
        stamps = rows["date"].cast(pl.Datetime("us")).cast(pl.Int64).to_numpy().copy()
        prices = {
            name: rows[name].cast(pl.Float64).to_numpy().copy()
            for name in ("open", "high", "low", "close", "volume")
        }
        found[str(symbol)] = PriceSeries(
            timestamps=stamps,
            open=prices["open"],
            high=prices["high"],
            low=prices["low"],
            close=prices["close"],
            volume=prices["volume"],
            settled=np.ones(len(rows), dtype=np.bool_),
            step_us=DAY_US,
            now_us=int(stamps[-1]) + 3 * DAY_US,
            sessions=sessions(calendars[str(symbol)]),
            splits=tuple(Split(day_us(day), factor) for day, factor in splits),
            can_split=symbol not in UNSPLITTABLE,
        )
    return found


def cut(series: PriceSeries, first: int, count: int) -> PriceSeries:
    """Return some years of a series as a series of its own that ends in the past."""
    rows = np.zeros(len(series), dtype=np.bool_)
    rows[first : first + count] = True
    part = series.where(rows)
    span = (part.timestamps[0], part.timestamps[-1])
    return replace(
        part,
        now_us=int(span[1]) + 3 * DAY_US,
        splits=tuple(split for split in series.splits if span[0] < split.ex_us <= span[1]),
    )


def minutes(seed: int, days: int = 2) -> PriceSeries:
    """Return simulated minutes of a market round the clock, with fat tails and busy hours."""
    rng = np.random.default_rng(seed)
    count = days * 1_440
    start = day_us(date(2026, 3, 2))
    busy = 1.0 + 0.5 * np.sin(np.arange(count) * 2.0 * np.pi / 1_440)
    close = 30_000.0 * np.exp(np.cumsum(0.0006 * busy * rng.standard_t(3, count)))
    opened = np.concatenate([close[:1], close[:-1]])
    reach = 1.0 + 0.0004 * rng.exponential(size=(2, count))
    stamps = start + np.arange(count, dtype=np.int64) * 60_000_000
    return PriceSeries(
        stamps,
        opened,
        np.maximum(opened, close) * reach[0],
        np.minimum(opened, close) / reach[1],
        close,
        rng.lognormal(1.0, 0.8, count) * busy,
        np.ones(count, dtype=np.bool_),
        step_us=60_000_000,
        now_us=int(stamps[-1]) + 90_000_000,
        expected_us=int(stamps[-1]),
        can_split=False,
    )
