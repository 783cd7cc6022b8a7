"""Bars as they go over the wire: encoded once a version, then sliced.

A daily series changes once a day and is read all day, in many ranges. Its bars are therefore kept
as JSON beside their timestamps and offsets, in a file per series and version under
`PANEL_DIR/wire/`: any range is one contiguous slice of it, and the operating system's page cache
is the only cache. Like the panel the files are derived: a missing one is made from the rows.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
import orjson
from django.conf import settings
from numpy.typing import NDArray

from apps.market.types import Bars

_NUMBERS = ("open", "high", "low", "close", "volume", "vwap")
_COUNT = 8  # bytes of the number of bars; like all numbers in the file


def _iso(timestamps: NDArray[np.int64]) -> list[str]:
    moments = timestamps.astype("datetime64[us]").astype("datetime64[s]")
    texts: list[str] = np.datetime_as_string(moments, timezone="UTC").tolist()
    return texts


def encode_rows(bars: Bars) -> list[bytes]:
    """Return each bar as a JSON object; NaN becomes null."""
    columns = [getattr(bars, name).tolist() for name in _NUMBERS]
    return [
        orjson.dumps(
            {
                "timestamp": moment,
                "open": open_,
                "high": high,
                "low": low,
                "close": close,
                "volume": volume,
                "vwap": vwap,
                "settled": settled,
            }
        )
        for moment, open_, high, low, close, volume, vwap, settled in zip(
            _iso(bars.timestamps), *columns, bars.settled.tolist(), strict=True
        )
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """An encoded series: where each bar begins, and the bytes themselves."""

    path: Path
    timestamps: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def bars(self, first: int, last: int) -> bytes:
        """Return bars first..last-1 as the inside of a JSON array."""
        if last <= first:
            return b""
        start, end = int(self.offsets[first]), int(self.offsets[last]) - 1  # no last comma
        with self.path.open("rb", buffering=0) as file:
            return os.pread(file.fileno(), end - start, start)


def _path(name: str, stamp: str) -> Path:
    return Path(settings.PANEL_DIR) / "wire" / f"{name}-{stamp}.bin"


def encoded_read(name: str, stamp: str) -> Encoded | None:
    """Open the encoded series of a version; None when it was not made yet."""
    path = _path(name, stamp)
    try:
        with path.open("rb", buffering=0) as file:
            count = int.from_bytes(os.pread(file.fileno(), _COUNT, 0), "little")
            index = os.pread(file.fileno(), 8 * (2 * count + 1), _COUNT)
    except FileNotFoundError:
        return None
    numbers = np.frombuffer(index, "<i8")
    return Encoded(path, numbers[:count], numbers[count:])


def encoded_write(name: str, stamp: str, bars: Bars) -> Encoded:
    """Encode a series and keep it; files of its former versions go."""
    rows = [row + b"," for row in encode_rows(bars)]
    begin = _COUNT + 8 * (2 * len(rows) + 1)
    offsets = begin + np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    path = _path(name, stamp)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".draft-", delete=False) as draft:
        draft.write(len(rows).to_bytes(_COUNT, "little"))
        draft.write(bars.timestamps.astype("<i8").tobytes() + offsets.astype("<i8").tobytes())
        draft.writelines(rows)
    Path(draft.name).replace(path)
    for other in path.parent.glob(f"{name}-*.bin"):
        if other != path:
            other.unlink(missing_ok=True)
    return Encoded(path, bars.timestamps, offsets.astype(np.int64))
