"""Bars as the JSON objects of `/history`.

A closed bar never changes, and a history repeats thousands of them, so each is encoded once, when
it is written. One-second bars are not: they are many, soon pruned and rarely read.
"""

from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from apps.core.clock import microseconds_iso
from apps.instruments.answers import Bar
from apps.instruments.types import BarRow, Bars

UNENCODED: Final = frozenset({"1s"})
_NUMBERS: Final = ("open", "high", "low", "close", "volume", "vwap")


def _object(moment: str, numbers: tuple[Any, ...], *, settled: bool) -> Bar:
    open_, high, low, close, volume, vwap = numbers
    return {
        "timestamp": moment,
        "open": open_,
        "high": high,
        "low": low,
        "close": close,
        "volume": volume,
        "vwap": vwap,
        "settled": settled,
    }


def encode_row(row: BarRow) -> str:
    """Return one bar as a JSON object."""
    numbers = (row.open, row.high, row.low, row.close, row.volume, row.vwap)
    moment = microseconds_iso(row.timestamp_us)
    return orjson.dumps(_object(moment, numbers, settled=row.settled)).decode()


def _moments(timestamps: NDArray[np.int64]) -> list[str]:
    seconds = timestamps.astype("datetime64[us]").astype("datetime64[s]")
    texts: list[str] = np.datetime_as_string(seconds, timezone="UTC").tolist()
    return texts


def encode_bars(bars: Bars) -> bytes:
    """Return bars as the inside of a JSON array; NaN becomes null."""
    numbers = zip(*(getattr(bars, name).tolist() for name in _NUMBERS), strict=True)
    objects = [
        _object(moment, prices, settled=settled)
        for moment, prices, settled in zip(
            _moments(bars.timestamps), numbers, bars.settled.tolist(), strict=True
        )
    ]
    return orjson.dumps(objects)[1:-1]
