"""Synthetic bars of many symbols as Parquet files of whole symbols, seeded."""

from pathlib import Path

import numpy as np
import polars as pl

_DAY_US = 86_400_000_000
SYMBOL_BARS = 2_500
FILE_SYMBOLS = 100


def write_bars(folder: Path, rows: int) -> int:
    """Write at least that many rows, ten years of days a symbol; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(13)
    symbols = -(-rows // SYMBOL_BARS)
    for first in range(0, symbols, FILE_SYMBOLS):
        names = [f"S{number:05d}" for number in range(first, min(first + FILE_SYMBOLS, symbols))]
        table = pl.concat([_walk(name, rng) for name in names])
        table.write_parquet(folder / f"bars-{first:05d}.parquet")
    return symbols * SYMBOL_BARS


def _walk(name: str, rng: np.random.Generator) -> pl.DataFrame:
    close = 100.0 * np.exp(np.cumsum(rng.normal(scale=0.015, size=SYMBOL_BARS)))
    spread = np.abs(rng.normal(scale=0.005, size=(2, SYMBOL_BARS)))
    return pl.DataFrame(
        {
            "symbol": [name] * SYMBOL_BARS,
            "timestamp": np.arange(SYMBOL_BARS, dtype=np.int64) * _DAY_US,
            "high": close * (1.0 + spread[0]),
            "low": close * (1.0 - spread[1]),
            "close": close,
            "volume": np.round(np.exp(rng.normal(12.0, 1.0, size=SYMBOL_BARS))),
        }
    )
